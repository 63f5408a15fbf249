import { describe, expect, it } from 'vitest'
import { coverageInHole, rootMeanSquares } from '../../../src-main/application/inpaintings/compare-with-truth.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'

describe('the error against the original', () => {
  it('is the root mean square of the differences, in the hole and outside', () => {
    const truth = Float32Array.of(1, 2, 3, 4)
    const picture = Float32Array.of(1, 5, 7, 4)
    expect(rootMeanSquares(truth, picture, Uint8Array.of(1, 1, 0, 0))).toEqual({
      inside: Math.sqrt(16 / 2),
      outside: Math.sqrt(9 / 2),
    })
  })
})

describe('the coverage of an estimate', () => {
  it('is the share of the hole whose truth is within 1 and 1.96 standard deviations, whatever is outside', () => {
    const truth = Float32Array.of(0.9, -1.9, 2.5, 0, 99)
    const estimate = { fill: new Float32Array(5), deviation: Float32Array.of(1, 1, 1, 0.5, 1) }
    expect(coverageInHole({ truth, ...estimate }, Uint8Array.of(0, 0, 0, 0, 1))).toEqual({ of68: 2 / 4, of95: 3 / 4 })
  })

  it('leaves out pixels whose deviation is not known', () => {
    const estimate = { fill: new Float32Array(3), deviation: Float32Array.of(1, NaN, 1) }
    const truth = Float32Array.of(0.5, 0, 3)
    expect(coverageInHole({ truth, ...estimate }, new Uint8Array(3))).toEqual({ of68: 1 / 2, of95: 1 / 2 })
  })

  it('of a calibrated Gaussian estimate is 0.683 and 0.95', () => {
    const random = seedRandom(3)
    const truth = Float32Array.from({ length: 20_000 }, () => 2 * normal(random))
    const estimate = { fill: new Float32Array(truth.length), deviation: new Float32Array(truth.length).fill(2) }
    const { of68, of95 } = coverageInHole({ truth, ...estimate }, new Uint8Array(truth.length))!
    expect(of68).toBeCloseTo(0.6827, 1.7)
    expect(of95).toBeCloseTo(0.95, 2)
  })
})
