import { describe, expect, it } from 'vitest'
import {
  covarianceOfField,
  filterPatch,
  powerOfPatches,
  randomField,
  windowOnTorus,
} from '../../../src-shared/inpainting/stationary-prior.ts'
import { seedRandom, normal } from '../../../src-shared/random/index.ts'
import { gaussianBeam } from '../../../src-shared/statistics/mode-window.ts'
import { throughBeam } from './through-beam.ts'
import { prior, size } from './test-patch.ts'

describe('the power of patches', () => {
  const small = 6
  const random = seedRandom(8)
  const patches = Array.from({ length: 200 }, () => Float64Array.from({ length: small ** 2 }, () => normal(random) + 2))
  const { add, prior } = powerOfPatches(small)
  patches.forEach(add)
  const measured = prior()
  const values = patches.flatMap((patch) => [...patch])
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length

  it('has the mean of all pixels, and about it the mean square of them', () => {
    expect(measured.mean).toBeCloseTo(mean, 12)
    const square = values.reduce((sum, value) => sum + value ** 2 - mean ** 2, 0) / values.length
    // Where chance made power negative, it is 0 instead.
    expect(covarianceOfField(measured, small)[0]).toBeGreaterThanOrEqual(square - 1e-12)
    expect(covarianceOfField(measured, small)[0]).toBeCloseTo(square, 1)
    expect(Math.min(...measured.power)).toBeGreaterThanOrEqual(0)
  })

  it('gives products of pixels apart, summed and divided by the number of all pixels', () => {
    const { add, prior } = powerOfPatches(small)
    const patch = patches[0].map((value) => value - patches[0].reduce((sum, x) => sum + x, 0) / small ** 2)
    add(patch)
    // Pixel (0, 0) with (2, 1).
    let sum = 0
    for (let y = 0; y + 2 < small; y++)
      for (let x = 0; x + 1 < small; x++) sum += patch[y * small + x] * patch[(y + 2) * small + x + 1]
    expect(covarianceOfField(prior(), small)[2 * small + 1]).toBeCloseTo(sum / small ** 2, 12)
  })

  it('needs a patch', () => {
    expect(() => powerOfPatches(small).prior()).toThrow('at least one patch')
  })
})

describe('a random field', () => {
  it('has the covariance of its power', () => {
    const random = seedRandom(6)
    const count = 500
    const sums = new Float64Array(8)
    for (let k = 0; k < count; k++) {
      const field = randomField(prior, size, random)
      for (let j = 0; j < 8; j++) sums[j] += field[0] * field[j * (size + 1)]
    }
    const covariance = covarianceOfField(prior, size)
    for (let j = 0; j < 8; j++) {
      const expected = covariance[j * (size + 1)]
      expect(Math.abs(sums[j] / count - expected)).toBeLessThan(
        4 * Math.sqrt((covariance[0] ** 2 + expected ** 2) / count),
      )
    }
  })
})

describe('modes of a torus', () => {
  it('are passed by a Gaussian beam as by the beam itself, far from the edge of a patch', () => {
    const random = seedRandom(7)
    const patch = Float64Array.from({ length: size * size }, () => normal(random))
    const filtered = filterPatch(patch, size, windowOnTorus(gaussianBeam(3.5), 2 * size), 2 * size)
    const blurred = throughBeam(new Float32Array(patch), size, 3.5)
    for (let i = 8; i < size - 8; i++) expect(filtered[i * size + 11]).toBeCloseTo(blurred[i * size + 11], 3)
  })
})
