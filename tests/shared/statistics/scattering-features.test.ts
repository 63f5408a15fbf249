import { expect, test } from 'vitest'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { isotropicScattering } from '../../../src-shared/statistics/isotropic-scattering.ts'
import { scatteringFeatures } from '../../../src-shared/statistics/scattering-features.ts'
import { scatteringTransform } from '../../../src-shared/statistics/wavelet-scattering.ts'

const random = seedRandom(4)
const patch = Float32Array.from({ length: 16 * 16 }, () => normal(random))

test('are the isotropic coefficients of the whole patch, at all scales that it has room for', () => {
  const { grid, of } = scatteringFeatures(16, 16)
  expect(grid['scattering-strength']).toEqual([1, 2, 4, 8])
  expect(grid['scattering-sparsity']).toEqual([1, 2, 3, 4, 5, 6])
  expect(grid['scattering-shape']).toEqual(grid['scattering-sparsity'])
  const transform = scatteringTransform(16, 16, { scales: 4, angles: 8 }, 'patch')
  const { s1, s21, s22 } = isotropicScattering(transform, transform(patch), { scales: 4, angles: 8 })
  expect(of(patch)).toEqual({ 'scattering-strength': s1, 'scattering-sparsity': s21, 'scattering-shape': s22 })
})

test('of white noise halve from scale to scale, as the wavelets’ norms do', () => {
  const found = scatteringFeatures(48, 48).of(Float32Array.from({ length: 48 * 48 }, () => normal(random)))
  const strength = found['scattering-strength']
  for (const scale of [2, 3]) expect(Math.abs(strength[scale] / strength[scale - 1] - 0.5)).toBeLessThan(0.1)
})

test('of patches with room for a single scale have no pairs', () => {
  const { grid, of } = scatteringFeatures(3, 3)
  expect(grid['scattering-sparsity']).toEqual([])
  expect(of(new Float32Array(9).fill(1))['scattering-shape']).toHaveLength(0)
})
