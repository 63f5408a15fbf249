import type { FlatPatch } from './bands.ts'
import { separateTransforms, transformPlane } from './fourier-transform.ts'
import type { ComplexArray } from './fourier-transform.ts'

/**
 * Fourier transforms of two real maps times a mask, a = FFT(map mask) lx ly / (2 pi nx ny), at the cost of one: with
 * both in one complex map, they are its Hermitian and anti-Hermitian parts.
 * @throws RangeError if a map does not fill the patch
 */
export function transformMasked(
  { rows, columns, lx, ly }: FlatPatch,
  mask: Float64Array,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): [ComplexArray, ComplexArray] {
  const size = rows * columns
  for (const map of [first, second]) {
    if (map.length !== size)
      throw new RangeError(`a map of ${map.length} values does not fill ${rows} x ${columns} pixels`)
  }
  const both = new Float64Array(2 * size)
  const half = (lx * ly) / (4 * Math.PI * size)
  for (let i = 0; i < size; i++) {
    both[2 * i] = first[i] * half * mask[i]
    both[2 * i + 1] = second[i] * half * mask[i]
  }
  transformPlane(both, rows, columns, 'forward')
  const a = new Float64Array(2 * size)
  const b = new Float64Array(2 * size)
  separateTransforms(both, rows, columns, a, b)
  return [a, b]
}
