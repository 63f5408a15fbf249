import { describe, expect, it } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import {
  densityOf,
  drawLength,
  lengthRanges,
  numberBetween,
} from '../../../../src-shared/simulation/filaments/sizes.ts'

const sizes = { shortest: 0.1, longest: 4, slope: 2.6, coverage: 3, mean: 1 }

describe('lengths of filaments', () => {
  it('cover the sky as often as wanted, every octave alike', () => {
    // Each covers pi length^2 aspect, integrated over many narrow ranges.
    const covered = (from: number, to: number) =>
      lengthRanges({ ...sizes, shortest: from, longest: to }, 2000).reduce(
        (sum, one) => sum + numberBetween(one.from, one.to, sizes, 0.2) * Math.PI * one.from * one.to * 0.2,
        0,
      )
    expect(covered(0.1, 4)).toBeCloseTo(3, 4)
    expect(covered(0.1, 0.2)).toBeCloseTo(covered(2, 4), 4)
  })

  it('follow their distribution when they are drawn', () => {
    const random = seedRandom(3)
    const lengths = Array.from({ length: 20_000 }, () => drawLength(random, 0.1, 4))
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(0.1)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(4)
    for (const limit of [0.12, 0.2, 0.5]) {
      const share = numberBetween(0.1, limit, sizes, 0.2) / numberBetween(0.1, 4, sizes, 0.2)
      expect(Math.abs(lengths.filter((length) => length < limit).length / 20_000 - share)).toBeLessThan(0.011)
    }
  })

  it('give the sky its mean, with densities that follow the slope', () => {
    for (const slope of [2, 2.6, 3.3]) {
      const of = { ...sizes, slope, mean: 7 }
      const mean = lengthRanges(of, 4000).reduce((sum, { from, to }) => {
        const length = Math.sqrt(from * to)
        return sum + numberBetween(from, to, of, 0.2) * 2 * Math.PI * densityOf(length, of, 0.2) * length ** 3 * 0.04
      }, 0)
      expect(mean).toBeCloseTo(7, 3)
      expect(densityOf(2, of, 0.2) / densityOf(1, of, 0.2)).toBeCloseTo(2 ** ((slope - 4) / 2), 10)
    }
  })
})
