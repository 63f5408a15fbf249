import { describe, expect, it } from 'vitest'
import { blockDetails, blockMeans, joinOctave } from '../../../src-shared/model/haar.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'

const noise = (length: number, seed = 3) => {
  const random = seedRandom(seed)
  return Float32Array.from({ length }, () => normal(random))
}
const variance = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0) / values.length

const splitOctave = (patches: Float32Array, shape: { size: number; channels: number }) => ({
  means: blockMeans(patches, shape),
  details: blockDetails(patches, shape),
})

describe('an octave', () => {
  it('of one block is its mean and three differences', () => {
    const { means, details } = splitOctave(Float32Array.of(1, 2, 3, 8), { size: 2, channels: 1 })
    expect([...means]).toEqual([3.5])
    // (1 - 2 + 3 - 8) / 2, (1 + 2 - 3 - 8) / 2, (1 - 2 - 3 + 8) / 2
    expect([...details]).toEqual([-3, -4, 2])
  })

  it('has no details where a picture is constant, and only those across columns where it rises along rows', () => {
    expect([...splitOctave(new Float32Array(16).fill(2), { size: 4, channels: 1 }).details].every((v) => v === 0)).toBe(
      true,
    )
    const rising = Float32Array.from({ length: 16 }, (_, i) => i % 4)
    const { means, details } = splitOctave(rising, { size: 4, channels: 1 })
    expect([...means]).toEqual([0.5, 2.5, 0.5, 2.5])
    expect([...details]).toEqual([-1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0])
  })

  it.each([
    [1, 1, 2],
    [3, 1, 8],
    [2, 2, 8],
    [2, 3, 4],
  ])(
    'taken from %i patches with %i channels and %i px and put back changes nothing to 1e-6',
    (count, channels, size) => {
      const patches = noise(count * size ** 2 * channels)
      const { means, details } = splitOctave(patches, { size, channels })
      const back = joinOctave(means, details, { size, channels })
      expect(Math.max(...back.map((value, i) => Math.abs(value - patches[i])))).toBeLessThan(1e-6)
    },
  )

  it('keeps each channel and each patch to itself', () => {
    const patches = new Float32Array(2 * 16 * 2)
    // One pixel: patch 1, row 2, column 3, channel 1.
    patches[32 + (2 * 4 + 3) * 2 + 1] = 4
    const { means, details } = splitOctave(patches, { size: 4, channels: 2 })
    const block = 4 + 3
    expect([...means].flatMap((value, i) => (value ? [[i, value]] : []))).toEqual([[2 * block + 1, 1]])
    expect([...details].flatMap((value, i) => (value ? [[i, value]] : []))).toEqual([
      [6 * block + 1, -2],
      [6 * block + 3, 2],
      [6 * block + 5, -2],
    ])
  })

  it('of white noise is white: details of its variance, means of a quarter, and no correlation', () => {
    const patches = noise(128 ** 2)
    const { means, details } = splitOctave(patches, { size: 128, channels: 1 })
    const kinds = [0, 1, 2].map((kind) => details.filter((_, i) => i % 3 === kind))
    for (const kind of kinds) expect(variance(kind)).toBeCloseTo(variance(patches), 1)
    expect(4 * variance(means)).toBeCloseTo(variance(patches), 1)
    const correlation = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, i) => sum + value * b[i], 0) / a.length / Math.sqrt(variance(a) * variance(b))
    // 4096 products: a standard error of 0.016.
    for (const [a, b] of [
      [kinds[0], kinds[1]],
      [kinds[0], kinds[2]],
      [kinds[1], kinds[2]],
      [means, kinds[0]],
      [means, kinds[2]],
      [kinds[0].subarray(1), kinds[0]],
    ])
      expect(Math.abs(correlation(a, b))).toBeLessThan(0.05)
  })

  it('is orthonormal but for the means, which are half of its own', () => {
    const patches = noise(64)
    const { means, details } = splitOctave(patches, { size: 8, channels: 1 })
    const energy = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0)
    expect(4 * energy(means) + energy(details)).toBeCloseTo(energy(patches), 4)
  })
})
