import { normal } from '../../random/index.ts'
import type { RandomState } from '../../random/index.ts'
import { minimise } from '../lbfgs.ts'
import { conditionGaussianProcess } from './gaussian-process.ts'
import type { GaussianProcess, Hyperparameters } from './gaussian-process.ts'

/** A normal distribution of the logarithm of a hyperparameter. */
export interface LogNormal {
  mean: number
  deviation: number
}

/** What is held of a Gaussian process before data; a number fixes it. Values are standardised, x lies in the unit cube. */
export interface Priors {
  signal: LogNormal | number
  lengthScale: LogNormal
  noise: LogNormal | number
  /** Added to the noise, so that points that nearly coincide do not make the covariance singular. */
  smallestNoise: number
}

/** A step of L-BFGS can go anywhere; beyond this logarithm covariances are not numbers any more. */
const FARTHEST = 50

export interface FitOptions {
  priors: Priors
  /** For each dimension of x the number, from 0, of the length scale that it shares with others. */
  scaleOf: readonly number[]
  /** How many draws from the priors are tried as starting points, beside their mean. */
  draws: number
  /** How many of them, the best ones, are followed. */
  starts: number
  maxIterations: number
}

/**
 * The Gaussian process of highest posterior density: marginal likelihood times priors, by L-BFGS over the logarithms of
 * signal, length scales and noise.
 * @param points [n][dimensions]
 * @param values [n]
 */
export async function fitGaussianProcess(
  points: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  { priors, scaleOf, draws, starts, maxIterations }: FitOptions,
  random: RandomState,
): Promise<GaussianProcess> {
  const scales = Math.max(...scaleOf) + 1
  const prior = [
    asLogNormal(priors.signal),
    ...Array.from({ length: scales }, () => priors.lengthScale),
    asLogNormal(priors.noise),
  ]
  const free = prior.flatMap(({ deviation }, i) => (deviation > 0 ? [i] : []))
  const hyperparameters = (theta: ArrayLike<number>): Hyperparameters => {
    const logs = prior.map(({ mean }) => mean)
    free.forEach((i, k) => (logs[i] = theta[k]))
    const [signal, ...rest] = logs.map(Math.exp)
    const noise = rest[scales] + priors.smallestNoise
    return { signal, lengthScales: scaleOf.map((scale) => rest[scale]), noise }
  }
  const process = (theta: ArrayLike<number>) => {
    if (Array.from(theta).some((log) => Math.abs(log) > FARTHEST)) return null
    try {
      return conditionGaussianProcess(points, values, hyperparameters(theta))
    } catch (error) {
      if (error instanceof RangeError) return null
      throw error
    }
  }
  const penalty = (theta: ArrayLike<number>) =>
    free.reduce((sum, i, k) => sum + 0.5 * ((theta[k] - prior[i].mean) / prior[i].deviation) ** 2, 0)
  const loss = (theta: ArrayLike<number>) => penalty(theta) - (process(theta)?.logMarginalLikelihood ?? -Infinity)
  const objective = (theta: Float64Array) => {
    const found = process(theta)
    if (!found) return { value: Infinity, gradient: new Float64Array(free.length) }
    const byDimension = found.likelihoodGradient()
    const byLog = new Float64Array(scales + 2)
    byLog[0] = byDimension[0]
    scaleOf.forEach((scale, d) => (byLog[1 + scale] += byDimension[1 + d]))
    byLog[scales + 1] = byDimension[scaleOf.length + 1] * (1 - priors.smallestNoise / found.hyperparameters.noise)
    const gradient = free.map((i, k) => (theta[k] - prior[i].mean) / prior[i].deviation ** 2 - byLog[i])
    return { value: penalty(theta) - found.logMarginalLikelihood, gradient }
  }

  const candidates = [free.map((i) => prior[i].mean)]
  for (let draw = 0; draw < draws; draw++)
    candidates.push(free.map((i) => prior[i].mean + prior[i].deviation * normal(random)))
  const ranked = candidates
    .map((theta) => ({ theta, value: loss(theta) }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value)
  let best: { x: ArrayLike<number>; value: number } = { x: ranked[0].theta, value: ranked[0].value }
  for (const { theta } of ranked.slice(0, starts)) {
    const found = await minimise(objective, theta, { maxIterations, gradientTolerance: 1e-3, valueTolerance: 1e-6 })
    if (found.value < best.value) best = found
  }
  return conditionGaussianProcess(points, values, hyperparameters(best.x))
}

function asLogNormal(prior: LogNormal | number): LogNormal {
  return typeof prior === 'number' ? { mean: Math.log(prior), deviation: 0 } : prior
}
