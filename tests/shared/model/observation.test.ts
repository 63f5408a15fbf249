import { describe, expect, it } from 'vitest'
import {
  givenTogether,
  observationByLevel,
  observationChannels,
  observationPlanes,
  toldBeam,
} from '../../../src-shared/model/observation.ts'

/** Data, mask and noise of 8 x 8 pixels; every third is not seen. */
const size = 8
const pixel = (row: number, column: number) => {
  const i = row * size + column
  return i % 3 === 0 ? [0, 0, 0] : [i, 1, i / 100]
}
const seen = Float32Array.from(
  Array.from({ length: size ** 2 }, (_, i) => pixel(Math.floor(i / size), i % size)).flat(),
)
const config = { size, channels: 1, octaves: 2, observation: 'masked' } as const

describe('what is observed, on the grids of the levels of a flow', () => {
  it('is the patch itself for a flow without octaves', () => {
    const [only] = observationByLevel(seen, { ...config, octaves: 0 })
    expect(only).toEqual(seen)
    expect(observationChannels({ ...config, octaves: 0 }, 0)).toBe(3)
  })

  it('has the beam of each channel beside its noise if it is blurred', () => {
    expect(observationPlanes({ channels: 3, observation: 'masked' })).toBe(9)
    expect(observationPlanes({ channels: 3, observation: 'blurred' })).toBe(12)
    expect(observationChannels({ ...config, observation: 'blurred' }, 2)).toBe(16)
    // The widest beam is a fifth of the patch.
    expect([null, 8, 12.8].map((fwhm) => toldBeam(fwhm, { size: 64 }))).toEqual([0, 0.625, 1])
  })

  it.each([
    ['the coarsest level', 0, 4],
    ['the first octave', 1, 4],
    ['the last octave', 2, 2],
  ])('is every pixel of the block of a place, for %s', (_, octave, block) => {
    const level = observationByLevel(seen, config)[octave]
    const channels = observationChannels(config, octave)
    expect(channels).toBe(3 * block ** 2)
    const side = size / block
    expect(level).toHaveLength(side ** 2 * channels)
    for (let place = 0; place < side ** 2; place++) {
      const [row, column] = [block * Math.floor(place / side), block * (place % side)]
      const expected = Array.from({ length: block ** 2 }, (_, i) =>
        pixel(row + Math.floor(i / block), column + (i % block)),
      ).flat()
      expect(level.subarray(place * channels, (place + 1) * channels)).toEqual(Float32Array.from(expected))
    }
  })

  it('keeps the patches of a batch apart', () => {
    const two = Float32Array.from([...seen, ...seen.map((value) => 2 * value)])
    const [coarsest] = observationByLevel(two, config)
    const [alone] = observationByLevel(seen, config)
    expect(coarsest.subarray(0, alone.length)).toEqual(alone)
    expect(coarsest.subarray(alone.length)).toEqual(alone.map((value) => 2 * value))
  })

  it('comes after the coarser picture at each place', () => {
    const together = givenTogether(Float32Array.of(1, 2), new Float32Array(24).fill(7), config, 2)
    expect([...together]).toEqual([1, ...Array(12).fill(7), 2, ...Array(12).fill(7)])
    const picture = Float32Array.of(1)
    expect(givenTogether(picture, null, config, 1)).toBe(picture)
  })
})
