import { describe, expect, it } from 'vitest'
import { measureLatents } from '../../../src-main/application/validations/measure/latent-results.ts'

/** Posteriors of patches from rows of means, all with the same widths. */
const posteriors = (rows: readonly (readonly number[])[], width = 1) => ({
  mean: Float32Array.from(rows.flat()),
  logWidth: new Float32Array(rows.flat().length).fill(Math.log(width)),
  latents: rows[0].length,
})

describe('the information in the latents', () => {
  it('is zero if every posterior is the prior', () => {
    const { results, patchKl } = measureLatents(posteriors(Array.from({ length: 50 }, () => [0, 0, 0])))
    expect(results).toMatchObject({ count: 3, active: 0, kl: [0, 0, 0] })
    expect([...patchKl]).toEqual(new Array(50).fill(0))
    // Draws from N(0, 1): the mean of 50 is within 4 / sqrt(50), and the test finds no difference.
    results.mean.forEach((mean) => expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(50)))
    results.pValue.forEach((pValue) => expect(pValue).toBeGreaterThan(1e-3))
  })

  it('is the KL divergence from N(0, 1): m^2 / 2 for a shifted posterior of width 1', () => {
    const { results, patchKl } = measureLatents(
      posteriors([
        [2, 0],
        [-2, 0],
        [0, 0],
      ]),
    )
    expect(results.kl[0]).toBeCloseTo(4 / 3, 6)
    expect(results.kl[1]).toBe(0)
    expect(results.active).toBe(1)
    expect([...patchKl]).toEqual([2, 2, 0])
  })

  it('counts a latent as active above 0.01 nats, not at or below', () => {
    // m^2 / 2 nats.
    const of = (kl: number) => measureLatents(posteriors([[Math.sqrt(2 * kl)]])).results.active
    expect([of(0.0099), of(0.0101)]).toEqual([0, 1])
  })

  it('determines the draws of narrow posteriors: mean, variance and covariance are those of the means', () => {
    const rows = [
      [1, -2],
      [-1, 2],
      [3, -6],
      [-3, 6],
    ]
    const { results, covariance } = measureLatents(posteriors(rows, 1e-6))
    results.mean.forEach((mean) => expect(mean).toBeCloseTo(0, 4))
    // Squares 1 + 1 + 9 + 9 over n - 1 = 3; the second is -2 times the first.
    expect(results.variance[0]).toBeCloseTo(20 / 3, 3)
    expect(results.variance[1]).toBeCloseTo(80 / 3, 3)
    const wanted = [20 / 3, -40 / 3, -40 / 3, 80 / 3]
    covariance!.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 3))
    expect(results.correlation).toBeCloseTo(1, 5)
    expect(results.correlationOfNone).toBeCloseTo(1 / Math.sqrt(3), 12)
  })

  it('is on a line if the means are: the first component has all the variance', () => {
    const rows = [-2, -1, 0, 1, 2].map((t) => [3 * t, 4 * t, 0])
    const { results, plane } = measureLatents(posteriors(rows))
    expect(results.planeShare[0]).toBeCloseTo(1, 6)
    expect(results.planeShare[1]).toBeCloseTo(0, 6)
    // A 3-4-5 triangle: five per step along the line.
    rows.forEach((_, i) => expect(Math.abs(plane[2 * i])).toBeCloseTo(5 * Math.abs(i - 2), 4))
  })
})

describe('few latents or patches', () => {
  it('one latent has no correlations, and a plane with one direction', () => {
    const { results, covariance, plane } = measureLatents(posteriors([[1], [-1]], 1e-6))
    expect(results).toMatchObject({ count: 1, correlation: null, correlationOfNone: 1 })
    expect(results.planeShare).toEqual([expect.closeTo(1, 9), 0])
    expect(covariance).toHaveLength(1)
    expect([plane[1], plane[3]]).toEqual([0, 0])
  })

  it('one patch has no correlations and no variance', () => {
    const { results, covariance } = measureLatents(posteriors([[0.5, 1.5]]))
    expect(results).toMatchObject({ correlation: null, correlationOfNone: null, variance: [0, 0], planeShare: [0, 0] })
    expect([...covariance!]).toEqual([0, 0, 0, 0])
  })

  it('more than 1024 latents have no covariance table', () => {
    const rows = Array.from({ length: 2 }, (_, patch) => Array.from({ length: 1025 }, (_, j) => (j % 7) * patch))
    expect(measureLatents(posteriors(rows)).covariance).toBeNull()
  })

  it('gives the same draws each time', () => {
    const rows = [
      [0.1, 0.2],
      [0.3, -0.4],
    ]
    expect(measureLatents(posteriors(rows))).toEqual(measureLatents(posteriors(rows)))
  })
})
