import { beamMatrix } from '../../../../src-shared/sky/beam.ts'
import type { GraphOperator } from './graph-operator.ts'
import { alongBothSides, onPlanes } from './planes.ts'

/**
 * A Gaussian beam (src-shared/sky/beam.ts) for each channel: B X B'.
 * @param fwhms full width at half maximum of each channel's in pixels; null for a channel that has none
 */
export function beamOperator(size: number, fwhms: readonly (number | null)[]): GraphOperator {
  const values = new Float32Array(fwhms.length * size * size)
  fwhms.forEach((fwhm, c) => {
    if (fwhm !== null) return values.set(beamMatrix(size, fwhm), c * size * size)
    for (let i = 0; i < size; i++) values[c * size * size + i * (size + 1)] = 1
  })
  return {
    constants: { 'operator/beam': { shape: [1, fwhms.length, size, size], values } },
    apply: (x, tensors) => onPlanes(x, (planes) => alongBothSides(tensors['operator/beam'], planes)),
    adjoint: (y, tensors) => onPlanes(y, (planes) => alongBothSides(tensors['operator/beam'], planes, true)),
  }
}
