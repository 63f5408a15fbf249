import { beamMatrix } from '../../sky/beam.ts'
import type { LinearOperator } from './linear-operator.ts'
import { alongBothSides, transposed } from './matrix-on-sides.ts'

/**
 * A Gaussian beam (sky/beam.ts) on patches [size, size]: B X B'.
 * @param fwhm full width at half maximum in pixels
 */
export function beamOperator(size: number, fwhm: number): LinearOperator {
  const matrix = Float64Array.from(beamMatrix(size, fwhm))
  return { apply: alongBothSides(matrix, size), adjoint: alongBothSides(transposed(matrix, size), size) }
}
