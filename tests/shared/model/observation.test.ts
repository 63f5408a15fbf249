import { describe, expect, it } from 'vitest'
import { givenTogether, observationByLevel, observationChannels } from '../../../src-shared/model/observation.ts'

const config = { size: 4, channels: 1, octaves: 1 }
/** Data, mask and noise of 4 x 4 pixels: the first block is half seen, the second not at all. */
const seen = [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]
const noise = 0.6
const observation = Float32Array.from(seen.flatMap((mask, i) => [mask * (i + 1), mask, mask * noise]))

describe('what is observed, on the grids of the levels of a flow', () => {
  it('is the patch itself for a flow without octaves', () => {
    const [only] = observationByLevel(observation, { ...config, octaves: 0 })
    expect(only).toEqual(observation)
    expect(observationChannels(config, 0)).toBe(3)
  })

  it('is the mean of what is seen of each block for the coarsest level, with its noise', () => {
    const [coarsest] = observationByLevel(observation, config)
    const block = (i: number) => [...coarsest.subarray(3 * i, 3 * i + 3)]
    // Pixels 1 and 5; nothing; 9, 10, 13, 14: numbered from 1.
    expect(block(0)).toEqual([3, 0.5, expect.closeTo(noise / Math.sqrt(2), 6)])
    expect(block(1)).toEqual([0, 0, 0])
    expect(block(2)).toEqual([11.5, 1, expect.closeTo(noise / 2, 6)])
  })

  it('is all four pixels of each block for the octave that makes them', () => {
    const [, octave] = observationByLevel(observation, config)
    expect(octave).toHaveLength(4 * observationChannels(config, 1))
    const data = Array.from({ length: 4 }, (_, place) => octave[12 + 12 + 3 * place])
    expect(data).toEqual([9, 10, 13, 14])
    expect([...octave.subarray(0, 3)]).toEqual([1, 1, expect.closeTo(noise, 6)])
  })

  it('counts a block that is half seen half when it is joined with others', () => {
    // Of 8 x 8 pixels one block of 4 x 4 has 1 in two pixels and 4 in eight.
    const size = 8
    const fine = new Float32Array(size ** 2 * 3)
    const set = (row: number, column: number, value: number) => fine.set([value, 1, 1], 3 * (row * size + column))
    ;[
      [0, 0],
      [1, 1],
    ].forEach(([r, c]) => set(r, c, 1))
    for (const [r, c] of [
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 0],
      [2, 1],
      [3, 0],
      [3, 1],
    ])
      set(r, c, 4)
    const [coarsest] = observationByLevel(fine, { size, channels: 1, octaves: 2 })
    expect(coarsest[0]).toBeCloseTo((2 * 1 + 8 * 4) / 10, 6)
    expect(coarsest[1]).toBeCloseTo(10 / 16, 6)
    expect(coarsest[2]).toBeCloseTo(1 / Math.sqrt(10), 6)
  })

  it('comes after the coarser picture at each place', () => {
    const together = givenTogether(Float32Array.of(1, 2), new Float32Array(24).fill(7), config, 1)
    expect([...together]).toEqual([1, ...Array(12).fill(7), 2, ...Array(12).fill(7)])
    const picture = Float32Array.of(1)
    expect(givenTogether(picture, null, config, 1)).toBe(picture)
  })
})
