type Cuts = readonly [number, number]

/**
 * Whether a column is of both signs to similar sizes (Stokes Q and U, fluctuations, residuals), so that zero belongs in
 * the middle of its colours.
 */
export const hasBothSigns = ([low, high]: Cuts): boolean =>
  low < 0 && high > 0 && Math.min(-low, high) > 0.1 * Math.max(-low, high)

/**
 * The scale of the cuts and of the histogram that they are chosen from: fine where most of the sky is, yet reaching the
 * brightest pixel.
 */
export interface CutScale {
  /** 0 to 1 for a value in the range. */
  fraction(value: number): number
  value(fraction: number): number
}

/** Significant digits needed to tell values between two cuts apart, if `digits` are enough for cuts far apart. */
export const digitsBetween = ([low, high]: readonly [number, number], digits: number): number => {
  const size = Math.max(Math.abs(low), Math.abs(high))
  if (size === 0) return digits
  return Math.min(17, digits + Math.max(0, Math.floor(Math.log10(size / (high - low)))))
}

/**
 * @param range smallest and largest value of the map; `cuts` are the survey's own; both in the map's unit. A map of one
 * value has the scale of its cuts.
 */
export function cutScale(range: readonly [number, number], cuts: readonly [number, number]): CutScale {
  const { middle, unit } = bendOf(range, cuts)
  const bend = (value: number) => Math.asinh((value - middle) / unit)
  const [low, high] = (range[0] < range[1] ? range : cuts).map(bend)
  return {
    fraction: (value) => Math.max(0, Math.min(1, (bend(value) - low) / (high - low))),
    value: (fraction) => middle + unit * Math.sinh(low + fraction * (high - low)),
  }
}

/** Where asinh bends the scale: it is linear within `unit` of the middle, and logarithmic beyond. */
function bendOf(range: Cuts, cuts: Cuts): { middle: number; unit: number } {
  const span = cuts[1] - cuts[0]
  // Both signs alike; straight for a column within a decade or two that has no long tail.
  if (hasBothSigns(cuts)) return { middle: 0, unit: span / 4 }
  const decades = cuts[0] > 0 && cuts[1] > 10 * cuts[0]
  if (!decades && range[1] - range[0] < 4 * span) return { middle: cuts[0], unit: 100 * span }
  return { middle: cuts[0], unit: span / 100 }
}
