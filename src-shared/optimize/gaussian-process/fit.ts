import { normal } from '../../random/index.ts'
import type { RandomState } from '../../random/index.ts'
import { minimise } from '../lbfgs.ts'
import { conditionGaussianProcess } from './gaussian-process.ts'
import type { GaussianProcess, Hyperparameters } from './gaussian-process.ts'

/** A normal prior on the logarithm of a hyperparameter. */
export interface LogNormal {
  mean: number
  deviation: number
}

/** Priors on the hyperparameters; a number fixes one. Values are standardised, and x lies in the unit cube. */
export interface Priors {
  signal: LogNormal | number
  lengthScale: LogNormal
  noise: LogNormal | number
  /** Added to the noise, so that nearly coincident points do not make the covariance singular. */
  smallestNoise: number
  /** Variance of the function's unknown mean; without it, the mean is 0. */
  offset?: number
}

/** Limit of the logarithms: L-BFGS may step anywhere, and beyond this covariances overflow. */
const FARTHEST = 50

export interface FitOptions {
  priors: Priors
  /** For each dimension of x, the index (from 0) of its length scale; dimensions may share one. */
  scaleOf: readonly number[]
  /** Starting points drawn from the priors, besides their mean. */
  draws: number
  /** How many of the best starting points are optimised. */
  starts: number
  maxIterations: number
  /**
   * With more points than this, starting points are compared and optimised on this many, evenly spaced, and the result
   * is then refined on all: a likelihood costs the cube of the number of points. Without it, all are used throughout.
   */
  coarse?: number
}

/**
 * The Gaussian process of highest posterior density (marginal likelihood times priors), found by L-BFGS over the
 * logarithms of signal, length scales and noise.
 * @param points [n][dimensions]
 * @param values [n]
 */
export async function fitGaussianProcess(
  points: readonly ArrayLike<number>[],
  values: readonly number[],
  { priors, scaleOf, draws, starts, maxIterations, coarse = Infinity }: FitOptions,
  random: RandomState,
): Promise<GaussianProcess> {
  const tolerances = { maxIterations, gradientTolerance: 1e-3, valueTolerance: 1e-6 }
  const posterior = (chosen: readonly number[]) =>
    createPosterior(
      chosen.map((i) => points[i]),
      chosen.map((i) => values[i]),
      priors,
      scaleOf,
    )
  const all = posterior([...points.keys()])
  const some = points.length > coarse ? posterior(evenly(points.length, coarse)) : all

  const candidates: Theta[] = [all.priorMean]
  for (let draw = 0; draw < draws; draw++) candidates.push(all.drawFromPrior(random))
  const ranked = rank(some, candidates)
  let best: { x: ArrayLike<number>; value: number } = { x: ranked[0].theta, value: ranked[0].value }
  for (const { theta } of ranked.slice(0, starts)) {
    const found = await minimise(some.objective, theta, tolerances)
    if (found.value < best.value) best = found
  }
  if (some !== all) best = await minimise(all.objective, rank(all, [best.x, all.priorMean])[0].theta, tolerances)
  return conditionGaussianProcess(points, values, all.hyperparameters(best.x))
}

/** Logarithms of the free hyperparameters, [free]. */
type Theta = ArrayLike<number>

/** The function to minimise: minus the log posterior density of the hyperparameters, up to a constant. */
function createPosterior(
  points: readonly ArrayLike<number>[],
  values: readonly number[],
  priors: Priors,
  scaleOf: readonly number[],
) {
  const scales = Math.max(...scaleOf) + 1
  const prior = [
    asLogNormal(priors.signal),
    ...Array.from({ length: scales }, () => priors.lengthScale),
    asLogNormal(priors.noise),
  ]
  const free = prior.flatMap(({ deviation }, i) => (deviation > 0 ? [i] : []))
  const hyperparameters = (theta: Theta): Hyperparameters => {
    const logs = prior.map(({ mean }) => mean)
    free.forEach((i, k) => (logs[i] = theta[k]))
    const [signal, ...rest] = logs.map(Math.exp)
    const noise = rest[scales] + priors.smallestNoise
    return { signal, lengthScales: scaleOf.map((scale) => rest[scale]), noise, offset: priors.offset }
  }
  const process = (theta: Theta) => {
    if (Array.from(theta).some((log) => Math.abs(log) > FARTHEST)) return null
    try {
      return conditionGaussianProcess(points, values, hyperparameters(theta))
    } catch (error) {
      if (error instanceof RangeError) return null
      throw error
    }
  }
  const penalty = (theta: Theta) =>
    free.reduce((sum, i, k) => sum + 0.5 * ((theta[k] - prior[i].mean) / prior[i].deviation) ** 2, 0)
  const loss = (theta: Theta) => penalty(theta) - (process(theta)?.logMarginalLikelihood ?? -Infinity)
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

  return {
    hyperparameters,
    loss,
    objective,
    priorMean: free.map((i) => prior[i].mean),
    drawFromPrior: (random: RandomState): Theta => free.map((i) => prior[i].mean + prior[i].deviation * normal(random)),
  }
}

/** The candidates with a finite density, best first. */
function rank({ loss }: ReturnType<typeof createPosterior>, candidates: readonly Theta[]) {
  return candidates
    .map((theta) => ({ theta, value: loss(theta) }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value)
}

/** `count` evenly spaced integers from 0 to n - 1, ends included. */
function evenly(n: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.round((i * (n - 1)) / (count - 1)))
}

function asLogNormal(prior: LogNormal | number): LogNormal {
  return typeof prior === 'number' ? { mean: Math.log(prior), deviation: 0 } : prior
}
