/**
 * Orders things by a time in ISO 8601, the newest first. Such times sort as plain text; to compare them as words of a
 * language would have the browser load its tables for that, which takes longer than a page has.
 */
export const newestFirst =
  <T>(time: (one: T) => string) =>
  (a: T, b: T): number => {
    const [x, y] = [time(a), time(b)]
    return x < y ? 1 : x > y ? -1 : 0
  }
