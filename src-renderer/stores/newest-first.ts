/**
 * Sorts by an ISO 8601 time, newest first. Such times sort as plain text; `localeCompare` would make the browser load
 * its collation tables, which is too slow for opening a page.
 */
export const newestFirst =
  <T>(time: (one: T) => string) =>
  (a: T, b: T): number => {
    const [x, y] = [time(a), time(b)]
    return x < y ? 1 : x > y ? -1 : 0
  }
