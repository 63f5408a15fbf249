import { rangeOf } from '../../../src-shared/colour/range.ts'
import type { Range } from '../../../src-shared/colour/range.ts'

/** Numbers of an image in its own unit; `range` is what a colour scale should show. */
export interface ValueDescription {
  min: number
  max: number
  mean: number
  /** Pixels without a value. */
  missing: number
  range: Range
}

/** Statistics of the finite values of an image; NaN if there are none. */
export function describeValues(pixels: Float32Array): ValueDescription {
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0]
  for (const value of pixels) {
    if (!Number.isFinite(value)) continue
    min = Math.min(min, value)
    max = Math.max(max, value)
    sum += value
    count++
  }
  const known = count > 0
  return {
    min: known ? min : NaN,
    max: known ? max : NaN,
    mean: known ? sum / count : NaN,
    missing: pixels.length - count,
    range: rangeOf([pixels], 0.005),
  }
}
