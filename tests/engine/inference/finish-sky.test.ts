import { describe, expect, it } from 'vitest'
import { finishSky } from '../../../src-main/engine/inference/finish-sky.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'

const config = { size: 16, channels: 1, standardised: true, conditions: ['skewness'] }
const drawn = () =>
  fillNormal(new Float32Array(3 * 256), randomStream(1)).map((value, i) => value * (1 + i / 768) + 0.3)
const momentsOf = (patches: Float32Array) =>
  [0, 1, 2].map((p) => {
    const { mean, variance, skewness } = moments(patches.subarray(256 * p, 256 * (p + 1)))
    return { mean, std: Math.sqrt(variance), skewness }
  })

describe('the patches of a sky', () => {
  it('get the mean and deviation that each has', () => {
    const patches = drawn()
    finishSky(patches, config, Float32Array.of(1, 0.5, -2, 3, 0, 1))
    momentsOf(patches).forEach(({ mean, std }, p) => {
      expect([mean, std]).toEqual([expect.closeTo([1, -2, 0][p], 4), expect.closeTo([0.5, 3, 1][p], 4)])
    })
  })

  it('are standardised without, and keep their texture even if it was told', () => {
    const patches = drawn()
    finishSky(patches, config, null)
    const before = momentsOf(drawn())
    momentsOf(patches).forEach(({ mean, std, skewness }, p) => {
      expect([mean, std]).toEqual([expect.closeTo(0, 5), expect.closeTo(1, 5)])
      expect(skewness).toBeCloseTo(before[p].skewness, 4)
    })
  })

  it('stay as they are if the training’s patches were not standardised one by one', () => {
    const patches = drawn()
    finishSky(patches, { ...config, standardised: false }, null)
    expect(patches).toEqual(drawn())
  })
})
