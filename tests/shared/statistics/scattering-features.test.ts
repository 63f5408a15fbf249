import { expect, test } from 'vitest'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { isotropicScattering } from '../../../src-shared/statistics/isotropic-scattering.ts'
import { scatteringFeatures } from '../../../src-shared/statistics/scattering-features.ts'
import { scatteringTransform } from '../../../src-shared/statistics/wavelet-scattering.ts'

const random = seedRandom(4)
const patch = Float32Array.from({ length: 32 * 32 }, () => normal(random))

test('are the isotropic coefficients of the whole patch, at five scales', () => {
  const { grid, of } = scatteringFeatures(32, 32)
  expect(grid['scattering-strength']).toEqual([1, 2, 4, 8, 16])
  expect(grid['scattering-sparsity']).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(grid['scattering-shape']).toEqual(grid['scattering-sparsity'])
  const transform = scatteringTransform(32, 32, { scales: 5, angles: 8 }, 'patch')
  const { s1, s21, s22 } = isotropicScattering(transform, transform(patch), { scales: 5, angles: 8 })
  expect(of(patch)).toEqual({ 'scattering-strength': s1, 'scattering-sparsity': s21, 'scattering-shape': s22 })
})

test('of white noise halve from scale to scale, as the wavelets’ norms do', () => {
  const found = scatteringFeatures(48, 48).of(Float32Array.from({ length: 48 * 48 }, () => normal(random)))
  const strength = found['scattering-strength']
  for (const scale of [2, 3]) expect(Math.abs(strength[scale] / strength[scale - 1] - 0.5)).toBeLessThan(0.1)
})

test('of patches of less than 32 pixels on a side there are none', () => {
  const { grid, of } = scatteringFeatures(31, 64)
  expect(Object.values(grid)).toEqual([[], [], []])
  for (const values of Object.values(of(new Float32Array(31 * 64).fill(1)))) expect(values).toHaveLength(0)
})
