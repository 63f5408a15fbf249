import { describe, expect, it } from 'vitest'
import { holeSpread } from '../../../src-shared/inpainting/hole-spread.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'

/** The factor of a covariance of two pixels: variances 4 and 25, covariance 6. */
const rows = [Float64Array.of(2), Float64Array.of(3, 4)]
const hole = Int32Array.of(1, 3)
const { deviation, drawAbout } = holeSpread(5, hole, (h) => rows[h])

describe('the spread in a hole', () => {
  it('is the root of the covariance’s diagonal, and not known outside', () => {
    expect([...deviation]).toEqual([NaN, 2, NaN, 5, NaN])
  })

  it('is that of draws about a mean, which they have outside', () => {
    const mean = Float64Array.of(9, 1, 8, -2, 7)
    const random = seedRandom(3)
    const draws = Array.from({ length: 20_000 }, () => drawAbout(mean, random))
    for (const draw of draws.slice(0, 9)) expect([draw[0], draw[2], draw[4]]).toEqual([9, 8, 7])
    const average = (of: (draw: Float64Array) => number) =>
      draws.reduce((sum, draw) => sum + of(draw), 0) / draws.length
    const [a, b] = [(draw: Float64Array) => draw[1] - 1, (draw: Float64Array) => draw[3] + 2]
    expect(Math.abs(average(a))).toBeLessThan(0.06)
    expect(Math.abs(average(b))).toBeLessThan(0.15)
    expect(average((draw) => a(draw) ** 2) / 4).toBeCloseTo(1, 1)
    expect(average((draw) => b(draw) ** 2) / 25).toBeCloseTo(1, 1)
    expect(average((draw) => a(draw) * b(draw)) / 6).toBeCloseTo(1, 1)
    expect(mean[1]).toBe(1)
  })
})
