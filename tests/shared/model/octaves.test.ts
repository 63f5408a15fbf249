import { LuDecomposition, Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import { levelsOf, logDeterminant, octaveMisfit, usualOctaves } from '../../../src-shared/model/octaves.ts'
import { addOctave, byLevel, byPatch, takeApart } from '../../../src-shared/model/pyramid.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { fitToPatches } from '../../../src-shared/model/latent-shape.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'

const config = (size: number, channels = 1) => fitToPatches(presets.flow, { size, channels, standardised: true })
const noise = (length: number) => {
  const random = seedRandom(8)
  return Float32Array.from({ length }, () => normal(random))
}

describe('the octaves of a flow', () => {
  it('are as many as leave a coarsest picture of at most 16 px, but four, for sizes that halve so often', () => {
    expect([16, 32, 64, 128, 256, 512, 1024].map((size) => config(size).octaves)).toEqual([0, 1, 2, 3, 4, 4, 4])
    expect([96, 100, 192].map((size) => usualOctaves(size, { encoderFilters: [8, 8, 8] }))).toEqual([3, 0, 4])
  })

  it('have as many numbers as the patch', () => {
    expect(levelsOf(config(256))).toEqual([
      { octave: 0, side: 16, channels: 1 },
      { octave: 1, side: 16, channels: 3 },
      { octave: 2, side: 32, channels: 3 },
      { octave: 3, side: 64, channels: 3 },
      { octave: 4, side: 128, channels: 3 },
    ])
    const numbers = levelsOf(config(256, 2)).map(({ side, channels }) => side ** 2 * channels)
    expect(numbers.reduce((sum, one) => sum + one)).toBe(256 ** 2 * 2)
    expect(levelsOf(config(16))).toEqual([{ octave: 0, side: 16, channels: 1 }])
  })

  it('are refused where they do not fit, in words', () => {
    expect(octaveMisfit(config(256))).toBeNull()
    expect(octaveMisfit({ ...config(16), space: 'latents' })).toBeNull()
    expect(octaveMisfit({ ...config(128), space: 'latents' })?.reason).toMatch(/only a flow on patches has octaves/)
    expect(octaveMisfit({ ...config(98), octaves: 1 })).toEqual({
      field: 'octaves',
      reason: '1 of them and 2 resolutions need a multiple of 4 px; the patches have 98',
    })
    expect(octaveMisfit({ ...config(128), octaveCrop: 33 })).toEqual({
      field: 'octaveCrop',
      reason: '2 resolutions need a multiple of 2 places; there are 33',
    })
    expect(octaveMisfit({ ...config(40), octaves: 1, octaveFilters: [8, 8, 8, 8] })).toEqual({
      field: 'octaveFilters',
      reason: '4 resolutions need a multiple of 8 places; there are 20',
    })
  })
})

describe.each(['haar', 'average-interpolating'] as const)('a patch taken apart by %s wavelets', (wavelets) => {
  const shape = { size: 16, channels: 2, octaves: 2, wavelets }
  const scales = [Float32Array.of(2, 3, 2, 3, 5, 7), Float32Array.of(0.1, 0.2, 0.1, 0.2, 0.3, 0.4)]

  it('is put together again to 1e-6, and its levels are the coarser pictures that they are given', () => {
    const patches = noise(3 * 16 ** 2 * 2)
    const { levels, given } = takeApart(patches, shape, scales)
    expect(levels.map(({ length }) => length / 3)).toEqual([32, 96, 384])
    expect(given[0]).toBeNull()
    let picture = levels[0]
    for (const octave of [1, 2]) {
      expect(Math.max(...picture.map((value, i) => Math.abs(value - given[octave]![i])))).toBeLessThan(1e-6)
      picture = addOctave(picture, levels[octave], octave, shape, scales)
    }
    expect(Math.max(...picture.map((value, i) => Math.abs(value - patches[i])))).toBeLessThan(1e-6)
  })

  it('is itself where there are no octaves', () => {
    const patches = noise(2 * 64)
    expect(takeApart(patches, { size: 8, channels: 1, octaves: 0, wavelets }, [])).toEqual({
      levels: [patches],
      given: [null],
    })
  })

  it('has noise by level and by patch in the same order', () => {
    const numbers = noise(3 * 16 ** 2 * 2)
    const parts = byLevel(numbers, shape)
    expect(parts.map(({ length }) => length)).toEqual([96, 288, 1152])
    // The coarsest level's come first in each patch.
    expect(parts[0].subarray(32, 64)).toEqual(numbers.subarray(512, 544))
    expect(byPatch(parts, shape)).toEqual(numbers)
  })

  it('has the determinant that its logarithm says', () => {
    const small = { size: 4, channels: 1, octaves: 2, wavelets }
    const some = [Float32Array.of(2, 2, 0.5), Float32Array.of(0.1, 0.1, 0.3)]
    const rows = Array.from({ length: 16 }, (_, i) => {
      const patch = new Float32Array(16)
      patch[i] = 1
      return takeApart(patch, small, some).levels.flatMap((level) => [...level])
    })
    const determinant = new LuDecomposition(new Matrix(rows)).determinant
    expect(logDeterminant(small, some)).toBeCloseTo(Math.log(Math.abs(determinant)), 5)
  })
})
