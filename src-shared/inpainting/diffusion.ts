import { fillHoles } from '../sky/fill-holes.ts'

/**
 * Nearest-neighbour diffusion, as Planck and picasso (Puglisi & Bai 2020) fill holes: each pixel of the hole is the mean
 * of its eight neighbours, fewer at the edge of the patch. They repeat the averaging until little changes; here the
 * linear equations that it converges to are solved, so the fill depends on no number of sweeps.
 * @param data [size, size] in any unit; never read in the hole
 * @param mask [size, size], 1 = observed, 0 = hole; at least one pixel observed
 * @returns [size, size], the data where observed
 */
export function diffusion(data: ArrayLike<number>, mask: Uint8Array, size: number): Float64Array {
  const filled = Float64Array.from(data)
  fillHoles(filled, mask, size, 8)
  return filled
}
