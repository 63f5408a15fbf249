/** A range of numbers along an axis, even or logarithmic. */
export interface AxisRange {
  log: boolean
  range: readonly [number, number]
}

/** The fraction of an axis below a number: 0 to 1 within its range. */
export function sharesOn({ log, range: [low, high] }: AxisRange): (value: number) => number {
  const whole = log ? Math.log(high / low) : high - low
  return log ? (value) => Math.log(value / low) / whole : (value) => (value - low) / whole
}
/** As `sharesOn`, for a single number. */
export const shareOf = (axis: AxisRange, value: number): number => sharesOn(axis)(value)

/** The inverse of `shareOf`: the number below which this fraction of the axis lies. */
export const valueAtShare = ({ log, range: [low, high] }: AxisRange, share: number): number =>
  log ? low * (high / low) ** share : low + share * (high - low)
