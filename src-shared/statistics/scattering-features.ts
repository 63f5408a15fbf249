import { isotropicScattering, scalePairs } from './isotropic-scattering.ts'
import { scatteringTransform, usualWavelets, type ScatteringTransform } from './wavelet-scattering.ts'

/** The isotropic scattering coefficients that tell patches apart. */
export const scatteringNames = ['scattering-strength', 'scattering-sparsity', 'scattering-shape'] as const
export type ScatteringName = (typeof scatteringNames)[number]

/** Isotropic scattering coefficients of patches of one size. */
export interface ScatteringFeatures {
  /** The pixels of a wavelet, 2^scale; for sparsity and shape, the number of the pair of scales (`scalePairs`) from 1. */
  grid: Record<ScatteringName, number[]>
  /** @param map without missing pixels */
  of(map: ArrayLike<number>): Record<ScatteringName, Float64Array>
}

/** Pixels on a side that the usual five scales need, 2^5: smaller patches have too few for a statistic of their own. */
const smallest = 32

/** The coefficients that `isotropicScattering` calls s1, s21 and s22; none of patches of less than 32 pixels on a side. */
export function scatteringFeatures(rows: number, columns: number): ScatteringFeatures {
  if (Math.min(rows, columns) < smallest) return withoutScattering
  const wavelets = usualWavelets(rows, columns)
  const pairs = scalePairs(wavelets).map((_, i) => i + 1)
  // Filters take a second at 256 pixels, which those who ask for the grid alone should not pay for.
  let transform: ScatteringTransform | undefined
  return {
    grid: {
      'scattering-strength': Array.from({ length: wavelets.scales }, (_, scale) => 2 ** scale),
      'scattering-sparsity': pairs,
      'scattering-shape': pairs,
    },
    of(map) {
      transform ??= scatteringTransform(rows, columns, wavelets, 'patch')
      const { s1, s21, s22 } = isotropicScattering(transform, transform(map), wavelets)
      return { 'scattering-strength': s1, 'scattering-sparsity': s21, 'scattering-shape': s22 }
    },
  }
}

const withoutScattering: ScatteringFeatures = {
  grid: { 'scattering-strength': [], 'scattering-sparsity': [], 'scattering-shape': [] },
  of: () => ({
    'scattering-strength': new Float64Array(0),
    'scattering-sparsity': new Float64Array(0),
    'scattering-shape': new Float64Array(0),
  }),
}
