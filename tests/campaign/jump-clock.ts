/** Every so many milliseconds of the real clock, the system's jumps. */
const every = 500
/** Hours by which it jumps, in turn: forward to the next day, back beyond where it was, and on. */
const jumps = [8, -9, 24, -30, 0.5, 8]

/** Has `Date` of this process jump by hours, as when a machine wakes up or its clock is set; timers are not concerned. */
export function jumpClock(): void {
  const RealDate = Date
  const began = performance.now()
  const skew = () => {
    const passed = Math.floor((performance.now() - began) / every)
    let hours = 0
    for (let i = 0; i < passed; i++) hours += jumps[i % jumps.length]
    return Math.round(hours * 3_600_000)
  }
  globalThis.Date = class extends RealDate {
    constructor(...args: [] | [string | number | Date]) {
      if (args.length === 0) super(RealDate.now() + skew())
      else super(...(args as [string]))
    }
    static override now() {
      return RealDate.now() + skew()
    }
  } as DateConstructor
}
