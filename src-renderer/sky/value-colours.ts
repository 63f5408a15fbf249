import { coloursOf } from '../../src-shared/colour/colour-maps.ts'
import { rangeOf, type Range } from '../../src-shared/colour/range.ts'

/** The colours of values on the sky: so few that outlines of one colour are drawn together. */
const levels = 24
/** Viridis stands out from the sky's own colours, and its dark end is still seen on black. */
export const valueColourMap = 'viridis'
const colours = coloursOf(valueColourMap, levels)

/** The range of the colours: without the outermost hundredth at either end, where single patches lie far off. */
export const valueRange = (values: readonly (number | null)[]): Range =>
  rangeOf([values.map((value) => value ?? NaN)], 0.01)

/** The colour of a value; null if there is none. Values outside the range have the colours of its ends. */
export function valueColour(value: number | null, [low, high]: Range): string | null {
  if (value === null || !Number.isFinite(value)) return null
  const place = Math.floor((levels * (value - low)) / (high - low))
  return colours[Math.max(0, Math.min(levels - 1, place))]
}
