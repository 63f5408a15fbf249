/**
 * The scale of the cut sliders: fine where most of the sky is, yet reaching the brightest pixel. asinh about the lower
 * of the survey's cuts, linear within a hundredth of their span.
 */
export interface CutScale {
  /** 0 to 1 for a value in the range. */
  fraction(value: number): number
  value(fraction: number): number
}

/** Significant digits needed to tell values between two cuts apart, if `digits` are enough for cuts far apart. */
export const digitsBetween = ([low, high]: readonly [number, number], digits: number): number => {
  const size = Math.max(Math.abs(low), Math.abs(high))
  return Math.min(17, digits + Math.max(0, Math.floor(Math.log10(size / (high - low)))))
}

/** @param range smallest and largest value of the map; `cuts` are the survey's own; both in the map's unit */
export function cutScale(range: readonly [number, number], cuts: readonly [number, number]): CutScale {
  const unit = (cuts[1] - cuts[0]) / 100
  const bend = (value: number) => Math.asinh((value - cuts[0]) / unit)
  const [low, high] = range.map(bend)
  return {
    fraction: (value) => Math.max(0, Math.min(1, (bend(value) - low) / (high - low))),
    value: (fraction) => cuts[0] + unit * Math.sinh(low + fraction * (high - low)),
  }
}
