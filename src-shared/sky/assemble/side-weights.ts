import { rise } from '../../statistics/apodise.ts'

/**
 * Weights of the pixels along a side of a patch: von Hann's window, 0 at both ends and 1 in the middle, so that a patch
 * fades in without an edge. The weight of a pixel is the product of those of its row and of its column.
 */
export const sideWeights = (size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => rise.C2(1 - Math.abs((2 * i) / (size - 1) - 1)))
