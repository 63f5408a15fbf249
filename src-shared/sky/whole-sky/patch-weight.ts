import { rise } from '../../statistics/apodise.ts'

/** Taps of interpolation on either side of a place. */
export const reach = 5

/** Pixels at each border of a patch that say nothing of other places: there is no room for interpolation. */
export const unusedBorder = reach

/**
 * Power of the window: how sharply one patch gives way to the next. Where patches draw short waves of their own, their mean has
 * too little power; at power 4 two patches of 64 px change over within 10 px, at 1 within 18.
 */
const steepness = 4

/**
 * Weights of places along a side of a patch: a power of von Hann's window between the unused borders, 0 there and 1 in the
 * middle.
 * The weight of a place is the product of those of its row and of its column.
 * @returns at pixels; in between they are interpolated linearly
 */
export function placeWeights(size: number): Float64Array {
  const half = (size - 1) / 2
  return Float64Array.from({ length: size }, (_, i) => {
    const inside = 1 - Math.abs(i - half) / (half - unusedBorder)
    return inside > 0 ? rise.C2(inside) ** steepness : 0
  })
}
