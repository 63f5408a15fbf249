/** A time in the format of records. */
export const minutesAgo = (minutes: number) => new Date(Date.now() - 60_000 * minutes).toISOString()
