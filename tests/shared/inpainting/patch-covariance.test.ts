import { describe, expect, it } from 'vitest'
import { covarianceOfPatches } from '../../../src-shared/inpainting/patch-covariance.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { symmetries, turn } from '../../../src-shared/sky/square-symmetries.ts'

const size = 3
const pixels = size * size
const random = seedRandom(2)
const patches = Array.from({ length: 11 }, () => Float32Array.from({ length: pixels }, (_, i) => normal(random) + i))

/** A patch turned by a quarter, and reflected. */
const turned = (patch: Float32Array) => patch.map((_, i) => patch[(i % size) * size + size - 1 - Math.floor(i / size)])
const reflected = (patch: Float32Array) => patch.map((_, i) => patch[i - (i % size) + size - 1 - (i % size)])
const all = patches.flatMap((patch) => {
  const turns = [patch, turned(patch), turned(turned(patch)), turned(turned(turned(patch)))]
  return [...turns, ...turns.map(reflected)]
})

describe('the covariance of patches', () => {
  const { add, result } = covarianceOfPatches(size)
  for (const few of [patches.slice(0, 4), patches.slice(4)]) add(Float32Array.from(few.flatMap((patch) => [...patch])))
  const { mean, covariance } = result()

  it('has the mean of all patches, turned and reflected', () => {
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo(all.reduce((sum, patch) => sum + patch[i], 0) / all.length, 6)
    })
  })

  it('is the covariance of all patches, turned and reflected, with the patches less one as divisor', () => {
    for (let i = 0; i < pixels; i++) {
      for (let j = 0; j < pixels; j++) {
        const sum = all.reduce((total, patch) => total + (patch[i] - mean[i]) * (patch[j] - mean[j]), 0)
        expect(covariance[i * pixels + j]).toBeCloseTo(sum / 8 / (patches.length - 1), 5)
      }
    }
  })

  it('needs two patches', () => {
    expect(() => covarianceOfPatches(size).result()).toThrow('at least two patches, not 0')
  })
})

describe('the covariance of patches of I, Q and U', () => {
  const channels = ['I', 'Q', 'U'] as const
  const values = 3 * pixels
  const stokes = patches.map(() => Float32Array.from({ length: values }, (_, i) => normal(random) + (i % 3)))
  const turns = stokes.flatMap((patch) =>
    [...Array(symmetries).keys()].map((symmetry) => {
      const turned = new Float32Array(values)
      turn(patch, size, symmetry, turned, 0, channels)
      return turned
    }),
  )
  const { add, result } = covarianceOfPatches(size, channels)
  add(Float32Array.from(stokes.flatMap((patch) => [...patch])))
  const { mean, covariance } = result()

  it('is that of all patches, whose Q and U turn with the square', () => {
    for (let i = 0; i < values; i++) {
      expect(mean[i]).toBeCloseTo(turns.reduce((sum, patch) => sum + patch[i], 0) / turns.length, 5)
      for (let j = 0; j < values; j++) {
        const sum = turns.reduce((total, patch) => total + (patch[i] - mean[i]) * (patch[j] - mean[j]), 0)
        expect(covariance[i * values + j]).toBeCloseTo(sum / symmetries / (patches.length - 1), 4)
      }
    }
  })
})
