import { describe, expect, test } from 'vitest'
import { conditionGaussianProcess } from '../../../../src-shared/optimize/gaussian-process/gaussian-process.ts'
import { matern52 } from '../../../../src-shared/optimize/gaussian-process/matern.ts'
import reference from '../../../reference/gaussian-process.json' with { type: 'json' }

/** The points of tests/reference/gaussian-process.py: the fractional parts of k^2 times an irrational. */
const signal = (count: number) => Array.from({ length: count }, (_, k) => (k * k * 0.6180339887498949) % 1)
const rows = (values: number[], width: number) =>
  Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width))

const cases = reference.cases.map((one) => {
  const d = one.lengthScales.length
  const all = rows(signal((one.n + 4) * d), d)
  const points = all.slice(0, one.n)
  const sum = (x: number[]) => x.reduce((total, value) => total + value, 0)
  const values = points.map((x) => Math.sin(5 * x[0]) + 0.5 * Math.cos(3 * sum(x)))
  return { ...one, d, points, values, at: all.slice(one.n) }
})

describe.each(cases)('a Gaussian process of $n points in $d dimensions', (one) => {
  const process = conditionGaussianProcess(one.points, one.values, one)

  test('predicts scikit-learn’s mean and variance', () => {
    one.at.forEach((x, i) => {
      const { mean, variance } = process.predict(x)
      expect(Math.abs(mean - one.mean[i])).toBeLessThan(1e-8)
      expect(Math.abs(variance - one.variance[i])).toBeLessThan(1e-8)
    })
  })

  test('has scikit-learn’s marginal likelihood and gradient', () => {
    const close = (found: number, expected: number) =>
      expect(Math.abs(found - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-8)
    close(process.logMarginalLikelihood, one.logMarginalLikelihood)
    process.likelihoodGradient().forEach((value, i) => close(value, one.gradient[i]))
  })

  test('gives the gradients of its predictions', () => {
    const h = 1e-5
    for (const x of one.at) {
      const { meanGradient, varianceGradient, ...values } = process.predictWithGradients(x)
      expect(values).toEqual(process.predict(x))
      expect(process.predictMean(x)).toBeCloseTo(values.mean, 10)
      for (let d = 0; d < one.d; d++) {
        const moved = (by: number) => process.predict(x.map((value, i) => value + (i === d ? by : 0)))
        const [up, down] = [moved(h), moved(-h)]
        expect(meanGradient[d]).toBeCloseTo((up.mean - down.mean) / (2 * h), 5)
        expect(varianceGradient[d]).toBeCloseTo((up.variance - down.variance) / (2 * h), 5)
      }
    }
  })
})

describe('a Gaussian process', () => {
  test('passes through noise-free values, and returns to the prior far away', () => {
    const process = conditionGaussianProcess([[0], [1]], [3, -2], { signal: 4, lengthScales: [0.5], noise: 1e-10 })
    expect(process.predict([1]).mean).toBeCloseTo(-2, 8)
    expect(process.predict([1]).variance).toBeCloseTo(0, 8)
    expect(process.predict([100]).mean).toBeCloseTo(0, 12)
    expect(process.predict([100]).variance).toBeCloseTo(4, 12)
  })

  test('rejects coincident points without noise, and differing lengths', () => {
    const none = { signal: 1, lengthScales: [1], noise: 0 }
    expect(() => conditionGaussianProcess([[0.5], [0.5]], [1, 2], none)).toThrow(/not positive definite/)
    expect(() => conditionGaussianProcess([[0.5]], [1, 2], none)).toThrow('1 points have 2 values')
  })
})

test('the Matern correlation is 1 at distance 0, with the curvature from its definition', () => {
  expect(matern52(0)).toEqual({ value: 1, slope: -5 / 3 })
  const [r, h] = [0.7, 1e-6]
  expect(matern52(r).slope * r).toBeCloseTo((matern52(r + h).value - matern52(r - h).value) / (2 * h), 8)
})
