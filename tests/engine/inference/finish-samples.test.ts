import { describe, expect, it } from 'vitest'
import { finishing } from '../../../src-main/engine/inference/finish-samples.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { textureNames, textureOf } from '../../../src-shared/model/texture.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'

const size = 32
const pixels = size ** 2
const noise = fillNormal(new Float32Array(2 * pixels), randomStream(1)).map((value) => 2 * value + 1)
const config = { size, channels: 1, standardised: true, conditions: ['std', 'detail_1', 'skewness'] }
const patch = (patches: Float32Array, i: number) => patches.subarray(i * pixels, (i + 1) * pixels)

describe('what samples of a flow are given at last', () => {
  it('is the mean, the variance and the texture that each was told', () => {
    const told = Float32Array.of(0.2, 0.8, 0.5, 0.3, 0.6, -0.4)
    const finished = finishing(config)(noise, told)
    for (const i of [0, 1]) {
      const texture = textureOf(patch(finished, i), { size, channels: 1 })
      const found = (name: string) => texture[textureNames(size).indexOf(name)]
      expect(found('detail_1')).toBeCloseTo(told[3 * i + 1], 5)
      expect(found('skewness')).toBeCloseTo(told[3 * i + 2], 2)
      const { mean, variance } = moments(patch(finished, i))
      expect([mean, variance]).toEqual([expect.closeTo(0, 5), expect.closeTo(1, 5)])
    }
  })

  it('is mean and variance alone for Q and U, whose pixels can’t change apart', () => {
    const finished = finishing({ ...config, channels: 2 })(noise, Float32Array.of(0.2, 0.8, 0.5))
    const expected = finishing({ ...config, channels: 2, conditions: [] })(noise)
    expect(finished).toEqual(expected)
    expect(moments(finished).variance).toBeCloseTo(1, 5)
  })

  it('is nothing for patches that were not standardised one by one', () => {
    expect(finishing({ ...config, standardised: false })(noise, new Float32Array(6))).toBe(noise)
  })
})
