import { expect, it } from 'vitest'
import { normalCdf } from '../../../src-shared/statistics/normal-distribution.ts'
import { normalQuantile } from '../../../src-shared/statistics/normal-quantile.ts'

/** scipy.stats.norm.ppf (SciPy 1.17). */
const known = [
  [1e-12, -7.034483825301131],
  [1e-4, -3.7190164854556804],
  [0.02425, -1.972961051311885],
  [0.1, -1.2815515655446004],
  [0.3, -0.5244005127080409],
  [0.8, 0.8416212335729143],
  [0.999, 3.090232306167813],
]

it.each(known)("the normal quantile of %f is SciPy's", (p, z) => {
  expect(normalQuantile(p) / z).toBeCloseTo(1, 12)
  expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 11)
})

it('the normal quantile of one half is 0, and those of p and 1 - p are opposite', () => {
  expect(normalQuantile(0.5)).toBeCloseTo(0, 15)
  expect(normalQuantile(0.75)).toBe(-normalQuantile(0.25))
})
