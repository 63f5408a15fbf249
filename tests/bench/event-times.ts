/** As many events as an engine with several trainings sends, and more. */
export const eventsPerSecond = 50

/** Milliseconds since 1970, to microseconds: processes of one machine agree on it. */
export const wallTime = () => performance.timeOrigin + performance.now()
