/** An instant as records have it. */
export const minutesAgo = (minutes: number) => new Date(Date.now() - 60_000 * minutes).toISOString()
