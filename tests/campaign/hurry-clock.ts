/** How many seconds pass for a process that this module is loaded into, in one of the machine's. */
export const hurry = 60

// A preload (`node --import`), for a host and its engines: their clocks and timers run faster. What waits for a disk, a
// process or a connection takes as long as ever.

/** Set in the environment of those processes; this module is also imported for its number. */
if (process.env.CIRRUS_HURRY !== undefined) {
  const RealDate = Date
  const { setTimeout: realTimeout, setInterval: realInterval } = globalThis
  const realNow = performance.now.bind(performance)
  const began = RealDate.now()
  performance.now = () => realNow() * hurry
  const now = () => began + (RealDate.now() - began) * hurry
  globalThis.Date = class extends RealDate {
    constructor(...args: [] | [string | number | Date]) {
      if (args.length === 0) super(now())
      else super(...(args as [string]))
    }
    static override now = now
  } as DateConstructor
  globalThis.setTimeout = ((run: () => void, wait = 0, ...rest: []) =>
    realTimeout(run, wait / hurry, ...rest)) as typeof setTimeout
  globalThis.setInterval = ((run: () => void, wait = 0, ...rest: []) =>
    realInterval(run, wait / hurry, ...rest)) as typeof setInterval
}
