import { describe, expect, test } from 'vitest'
import { fitGaussianProcess } from '../../../../src-shared/optimize/gaussian-process/fit.ts'
import type { FitOptions } from '../../../../src-shared/optimize/gaussian-process/fit.ts'
import { conditionGaussianProcess } from '../../../../src-shared/optimize/gaussian-process/gaussian-process.ts'
import { normal, seedRandom, uniform } from '../../../../src-shared/random/index.ts'

const wide = { mean: 0, deviation: 3 }
const options: FitOptions = {
  priors: { signal: wide, lengthScale: wide, noise: { mean: -5, deviation: 5 }, smallestNoise: 1e-8 },
  scaleOf: [0, 1, 2],
  draws: 10,
  starts: 2,
  maxIterations: 100,
}
const random = seedRandom(7)
const points = Array.from({ length: 60 }, () => Float64Array.from([0, 1, 2], () => uniform(random)))
const values = points.map((x) => Math.sin(6 * x[0]) + 0.3 * x[1] + 0.05 * normal(random))

describe('the fit of a Gaussian process', () => {
  test('finds the noise level, and a dimension that does not matter', async () => {
    const { noise, lengthScales } = (await fitGaussianProcess(points, values, options, random)).hyperparameters
    // The noise has standard deviation 0.05, which 60 values determine to some 10 %.
    expect(Math.sqrt(noise)).toBeGreaterThan(0.035)
    expect(Math.sqrt(noise)).toBeLessThan(0.065)
    expect(lengthScales[0]).toBeLessThan(1)
    expect(lengthScales[2]).toBeGreaterThan(3 * lengthScales[0])
  })

  test.each([
    ['starting on all points', undefined],
    ['starting on a third of the points', 20],
  ])('ends where no hyperparameter raises the posterior density, %s', async (_, coarse) => {
    const { hyperparameters } = await fitGaussianProcess(points, values, { ...options, coarse }, random)
    const density = (factor: (name: string) => number) => {
      const { signal, lengthScales, noise } = hyperparameters
      const moved = {
        signal: signal * factor('signal'),
        lengthScales: lengthScales.map((scale, i) => scale * factor(`scale ${i}`)),
        noise: (noise - 1e-8) * factor('noise') + 1e-8,
      }
      const penalty =
        0.5 * (Math.log(moved.signal) / 3) ** 2 +
        moved.lengthScales.reduce((sum, scale) => sum + 0.5 * (Math.log(scale) / 3) ** 2, 0) +
        0.5 * ((Math.log(moved.noise - 1e-8) + 5) / 5) ** 2
      return conditionGaussianProcess(points, values, moved).logMarginalLikelihood - penalty
    }
    const reached = density(() => 1)
    for (const name of ['signal', 'scale 0', 'scale 1', 'scale 2', 'noise'])
      for (const factor of [0.9, 1.1]) expect(density((each) => (each === name ? factor : 1))).toBeLessThan(reached)
  })

  test('keeps fixed hyperparameters, and shares one scale between dimensions', async () => {
    const priors = { ...options.priors, signal: 2, noise: 0.01, smallestNoise: 0 }
    const fitted = await fitGaussianProcess(points, values, { ...options, priors, scaleOf: [0, 1, 1] }, random)
    const { signal, lengthScales, noise } = fitted.hyperparameters
    expect(signal).toBeCloseTo(2, 12)
    expect(noise).toBeCloseTo(0.01, 12)
    expect(lengthScales[1]).toBe(lengthScales[2])
  })

  test('converges even if the first steps are far too long', async () => {
    const flat = points.map((_, i) => (i === 0 ? 1 : -1 / 59))
    const broad = { mean: 0, deviation: 1e3 }
    const priors = { signal: broad, lengthScale: broad, noise: broad, smallestNoise: 1e-8 }
    const { logMarginalLikelihood } = await fitGaussianProcess(points, flat, { ...options, priors }, random)
    expect(logMarginalLikelihood).toBeGreaterThan(-60)
  })
})
