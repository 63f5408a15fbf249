import { describe, expect, it } from 'vitest'
import {
  calibrationLevels,
  calibrationTally,
  holeClass,
  quotedShares,
  type KnownEstimate,
} from '../../../src-shared/inpainting/calibration.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'

const size = 20

/** A mask whose first pixels are a hole. */
const missing = (count: number) => Uint8Array.from({ length: size * size }, (_, i) => (i < count ? 0 : 1))

/** Truth and samples from one normal distribution, and an estimate whose deviation is that times `factor`. */
function normalEstimate(seed: number, hole: number, { factor = 1, shift = 0, samples = 19 } = {}): KnownEstimate {
  const random = seedRandom(seed)
  const pixels = size * size
  const draw = (count: number) => Float32Array.from({ length: count * pixels }, () => 3 + 2 * normal(random))
  return {
    truth: draw(1),
    mask: missing(hole),
    fill: new Float32Array(pixels).fill(3 + shift),
    deviation: new Float32Array(pixels).fill(2 * factor),
    samples: draw(samples).map((value) => value + shift),
  }
}

function calibrationOf(estimates: readonly KnownEstimate[]) {
  const tally = calibrationTally()
  estimates.forEach((estimate) => tally.add(estimate))
  return tally.result()
}
const many = (options?: object) => Array.from({ length: 200 }, (_, k) => normalEstimate(k, 100, options))

describe('intervals', () => {
  it('hold the truth as often as they say if the estimate is right', () => {
    const { all } = calibrationOf(many())
    all.within.forEach(({ share, error }, i) => {
      expect(Math.abs(share - calibrationLevels[i])).toBeLessThan(4 * error + 0.003)
      // That of independent pixels, as these are.
      const binomial = Math.sqrt((share * (1 - share)) / all.pixels)
      expect(error / binomial).toBeGreaterThan(0.8)
      expect(error / binomial).toBeLessThan(1.25)
    })
    expect(all.error / all.deviation).toBeCloseTo(1, 1)
    expect(all.pixels).toBe(20_000)
  })

  it('hold it less often if the deviation is too small', () => {
    const { all } = calibrationOf(many({ factor: 0.5 }))
    const at68 = quotedShares(all).of68.share
    // Within half a standard deviation.
    expect(at68).toBeCloseTo(0.3829, 2)
    expect(all.error / all.deviation).toBeCloseTo(2, 1)
  })

  it('of patches that are seen whole count every pixel, in no class of holes', () => {
    const whole = calibrationOf([normalEstimate(1, 0), normalEstimate(2, 0)])
    expect(whole.bySize).toEqual([])
    expect([whole.all.problems, whole.all.pixels]).toEqual([2, 2 * size * size])
    expect(quotedShares(whole.all).of68.share).toBeCloseTo(0.68, 1)
    const both = calibrationOf([normalEstimate(1, 0), normalEstimate(2, 100)])
    expect([both.bySize.length, both.all.pixels]).toEqual([1, size * size + 100])
  })

  it('do not count what is seen', () => {
    const estimate = normalEstimate(1, 10)
    const { all } = calibrationOf([{ ...estimate, fill: estimate.truth.map((value, i) => (i < 10 ? value : NaN)) }])
    expect(all.within.every(({ share }) => share === 1)).toBe(true)
    expect(all.error).toBe(0)
  })
})

describe('ranks', () => {
  it.each([19, 32, 8])('are uniform for samples of the same distribution, also %i', (samples) => {
    const { all } = calibrationOf(many({ samples }))
    expect(all.ranks).toHaveLength(10)
    for (const share of all.ranks!) expect(Math.abs(share - 0.1)).toBeLessThan(0.01)
    expect(all.ranks!.reduce((sum, share) => sum + share)).toBeCloseTo(1, 10)
  })

  it('are low if samples are too high', () => {
    const { ranks } = calibrationOf(many({ shift: 1 })).all
    expect(ranks![0]).toBeGreaterThan(0.15)
    expect(ranks![9]).toBeLessThan(0.06)
  })

  it('are of the pixel itself', () => {
    const estimate = normalEstimate(2, 1)
    const pixels = size * size
    const samples = estimate.samples!.map((_, i) => (i % pixels === 0 ? estimate.truth[0] - 1 : 1e9))
    expect(calibrationOf([{ ...estimate, samples }]).all.ranks![9]).toBe(1)
  })

  it('are absent without samples', () => {
    expect(calibrationOf([{ ...normalEstimate(1, 5), samples: null }]).all.ranks).toBeNull()
  })
})

describe('classes of holes', () => {
  it('are by the share that is missing', () => {
    expect([1, 4, 19, 20, 79, 80, 300, 399].map((hole) => holeClass(missing(hole)))).toEqual([0, 1, 1, 2, 2, 3, 3, 3])
  })

  it('are told one by one', () => {
    const { bySize, all } = calibrationOf([normalEstimate(1, 2), normalEstimate(2, 100), normalEstimate(3, 200)])
    expect(bySize.map(({ from, to, problems, pixels }) => [from, to, problems, pixels])).toEqual([
      [0, 0.01, 1, 2],
      [0.2, 0.75, 2, 300],
    ])
    expect(all.problems).toBe(3)
  })
})
