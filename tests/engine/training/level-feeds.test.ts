import { describe, expect, it } from 'vitest'
import { levelNetworks } from '../../../src-main/engine/flow/level-networks.ts'
import { feedsOfLevels } from '../../../src-main/engine/training/level-feeds.ts'
import { randomKey } from '../../../src-main/engine/runtime/random-numbers.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { takeApart } from '../../../src-shared/model/pyramid.ts'
import { smallConfig } from './small-dataset.ts'

const size = 32
const config: TrainingConfig = {
  ...smallConfig,
  architecture: 'flow',
  size,
  octaves: 2,
  octaveCrop: 8,
  batchSize: 3,
  latentDimension: size ** 2,
}
const levels = levelNetworks(config)
const scales = [Float32Array.of(1, 1, 2), Float32Array.of(4, 4, 8)]
// Every pixel has a value of its own.
const patches = Float32Array.from({ length: 3 * size ** 2 }, (_, i) => Math.sin(i) + i / 1000)
const feeds = (change: { step?: number; masks?: Float32Array } = {}) =>
  feedsOfLevels({ patches, key: randomKey(1, change.step ?? 0), masks: change.masks }, config, levels, scales)

describe('what the levels of a flow are fed', () => {
  it('is the coarsest picture whole, and crops of the other grids if they are larger', () => {
    const { patches: coarsest, patches_1, picture_1, patches_2, picture_2, ...others } = feeds()
    const { levels: whole, given } = takeApart(patches, config, scales)
    expect(coarsest).toEqual(whole[0])
    // Grids of 8 and 16 places.
    expect([patches_1, picture_1]).toEqual([whole[1], given[1]])
    expect([patches_2.length, picture_2.length]).toEqual([3 * 64 * 3, 3 * 64])
    expect(Object.keys(others)).toEqual(['key'])
  })

  it('has details and picture of the same places, at another place in each patch and at each step', () => {
    const { levels: whole, given } = takeApart(patches, config, scales)
    const placesOf = (step: number) => {
      const { patches_2, picture_2 } = feeds({ step })
      return [0, 1, 2].map((i) => {
        const at = given[2]!.indexOf(picture_2[i * 64]) - i * 256
        const [row, column] = [Math.floor(at / 16), at % 16]
        for (let r = 0; r < 8; r++) {
          const from = i * 256 + (row + r) * 16 + column
          expect(picture_2.subarray(i * 64 + r * 8, i * 64 + r * 8 + 8)).toEqual(given[2]!.subarray(from, from + 8))
          const crop = patches_2.subarray((i * 64 + r * 8) * 3, (i * 64 + r * 8 + 8) * 3)
          expect(crop).toEqual(whole[2].subarray(from * 3, (from + 8) * 3))
        }
        return at
      })
    }
    const places = [placesOf(0), placesOf(1)].flat()
    expect(new Set(places).size).toBeGreaterThan(3)
    expect(placesOf(0)).toEqual(places.slice(0, 3))
  })

  it('counts a block as good where all its pixels are', () => {
    const masks = new Float32Array(3 * size ** 2).fill(1)
    // Row 4, column 9 of the first patch: block (2, 4), and of the next octave (1, 2).
    masks[4 * size + 9] = 0
    const fed = feeds({ masks })
    expect(fed.masks.length).toBe(3 * 64)
    expect([...fed.masks.entries()].filter(([, good]) => good === 0)).toEqual([[1 * 8 + 2, 0]])
    expect(fed.masks_1).toEqual(fed.masks)
    expect(fed.masks_2.length).toBe(3 * 64)
  })

  it('is the batch itself where there are no octaves', () => {
    const plain = { ...config, octaves: 0 }
    const batch = { patches, key: randomKey(1) }
    const feeds = feedsOfLevels(batch, plain, levelNetworks(plain), [])
    expect(feeds).toEqual(batch)
    expect(feeds.patches).toBe(patches)
  })

  it('has what is observed beside the coarser picture, of the same places', () => {
    const filler: TrainingConfig = { ...config, observation: 'masked' }
    // The data are the patches, so that each place says where it is from; all is seen.
    const observation = Float32Array.from(patches, (value) => value)
    const planes = new Float32Array(3 * observation.length)
    observation.forEach((value, i) => planes.set([value, 1, 0.5], 3 * i))
    const levels = levelNetworks(filler)
    const fed = feedsOfLevels({ patches, key: randomKey(1, 0), observation: planes }, filler, levels, scales)
    const [coarsest, , finest] = levels
    // Two octaves: a place of the coarsest picture stands for 4 x 4 pixels.
    expect(coarsest.seen).toBe(16 * 3)
    expect(fed.picture).toHaveLength(3 * coarsest.side ** 2 * coarsest.seen)
    const data = Array.from({ length: 16 }, (_, pixel) => fed.picture[3 * pixel])
    expect(data.reduce((sum, value) => sum + value) / 16).toBeCloseTo(fed.patches[0], 5)
    expect(finest.seen).toBe(1 + 4 * 3)
    expect(fed.picture_2).toHaveLength(3 * 64 * 13)
    // The coarser picture is the mean of the four pixels that are seen.
    for (const place of [0, 70, 191]) {
      const [picture, ...seen] = fed.picture_2.subarray(13 * place, 13 * (place + 1))
      expect((seen[0] + seen[3] + seen[6] + seen[9]) / 4).toBeCloseTo(picture, 5)
      expect([seen[1], seen[2]]).toEqual([1, 0.5])
    }
  })
})
