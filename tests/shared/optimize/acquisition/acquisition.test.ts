import { describe, expect, test } from 'vitest'
import { logExpectedImprovement } from '../../../../src-shared/optimize/acquisition/expected-improvement.ts'
import { lowerConfidenceBound } from '../../../../src-shared/optimize/acquisition/lower-confidence-bound.ts'
import { logExpectedPositivePart, normalCdf } from '../../../../src-shared/statistics/normal-distribution.ts'
import { fitGaussianProcess } from '../../../../src-shared/optimize/gaussian-process/fit.ts'
import { conditionGaussianProcess } from '../../../../src-shared/optimize/gaussian-process/gaussian-process.ts'
import { standardise } from '../../../../src-shared/optimize/samplers/observations.ts'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import reference from '../../../reference/acquisition.json' with { type: 'json' }

const relative = (found: number, expected: number) => Math.abs(found / expected - 1)

describe.each(reference.normal)('at z = $z', ({ z, cumulative, logPositivePart, slope }) => {
  test('the normal distribution is mpmath’s to 13 digits', () => {
    expect(relative(normalCdf(z), cumulative)).toBeLessThan(1e-13)
  })

  test('the logarithm of the expected improvement and its slope are mpmath’s to 13 digits', () => {
    const found = logExpectedPositivePart(z)
    expect(Math.abs(found.value - logPositivePart)).toBeLessThan(1e-13 * Math.max(1, Math.abs(logPositivePart)))
    expect(relative(found.slope, slope)).toBeLessThan(1e-13)
  })
})

test('the logarithm of the expected improvement is finite where the improvement is 0 in double precision', () => {
  // -z^2 / 2 - ln sqrt(2 pi) - 2 ln |z| for z = -1e4.
  const { value } = logExpectedPositivePart(-1e4)
  expect(value).toBeCloseTo(-5e7 - 0.5 * Math.log(2 * Math.PI) - 2 * Math.log(1e4), 6)
})

describe.each([
  ['log expected improvement', logExpectedImprovement],
  ['lower confidence bound', lowerConfidenceBound(2.6)],
] as const)('the %s', (_, acquisition) => {
  test.each([
    [0.3, 0.5, 0.1],
    [-0.1, 0.2, 0.4],
    [2, 0.05, -1],
  ])('has the slopes of its value at mean %d, variance %d, best %d', (mean, variance, best) => {
    const h = 1e-6
    const value = (m: number, v: number) => acquisition({ mean: m, variance: v }, best).value
    const { byMean, byVariance } = acquisition({ mean, variance }, best)
    expect(relative(byMean, (value(mean + h, variance) - value(mean - h, variance)) / (2 * h))).toBeLessThan(1e-6)
    expect(relative(byVariance, (value(mean, variance + h) - value(mean, variance - h)) / (2 * h))).toBeLessThan(1e-6)
  })

  test('is higher for a lower mean and for a larger variance', () => {
    const value = (mean: number, variance: number) => acquisition({ mean, variance }, 0).value
    expect(value(0.1, 1)).toBeGreaterThan(value(0.2, 1))
    expect(value(0.1, 1.1)).toBeGreaterThan(value(0.1, 1))
  })
})

describe('KerasTuner’s model of 20 trials in 3 dimensions', () => {
  const { lengthScale, logMarginalLikelihood, bound } = reference.kerasTuner
  const all = Array.from({ length: 24 }, (_, i) => [0, 1, 2].map((d) => ((3 * i + d) ** 2 * 0.6180339887498949) % 1))
  const points = all.slice(0, 20)
  const values = standardise(points.map((x) => Math.sin(5 * x[0]) + 0.5 * Math.cos(3 * (x[0] + x[1] + x[2]))))

  test('gives its lower confidence bounds', () => {
    const model = conditionGaussianProcess(points, values, {
      signal: 1,
      lengthScales: Array(3).fill(lengthScale),
      noise: 1e-4,
    })
    expect(Math.abs(model.logMarginalLikelihood - logMarginalLikelihood)).toBeLessThan(1e-8)
    all.slice(20).forEach((x, i) => {
      expect(Math.abs(-lowerConfidenceBound(2.6)(model.predict(x), 0).value - bound[i])).toBeLessThan(1e-8)
    })
  })

  test('has the length scale of highest likelihood', async () => {
    const priors = { signal: 1, lengthScale: { mean: 0, deviation: 100 }, noise: 1e-4, smallestNoise: 0 }
    const options = { priors, scaleOf: [0, 0, 0], draws: 0, starts: 1, maxIterations: 100 }
    const { hyperparameters, logMarginalLikelihood: found } = await fitGaussianProcess(
      points,
      values,
      options,
      seedRandom(1),
    )
    expect(relative(hyperparameters.lengthScales[0], lengthScale)).toBeLessThan(1e-3)
    expect(found).toBeGreaterThan(logMarginalLikelihood - 1e-5)
  })
})
