import { median } from '../statistics/quantile.ts'
import { rankNormalised } from './rank-normal.ts'

/** How far chains agree about a quantity, and what their draws are worth. */
export interface Convergence {
  /** Near 1 if they agree: below 1.01 is asked for. NaN if all draws are equal. */
  rHat: number
  /** Independent draws that would give its mean as well. */
  effectiveSamples: number
}

/**
 * Split R-hat and bulk effective sample size of a quantity, both from ranks, so that they hold for any distribution
 * (Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021, Bayesian Analysis 16, 667). R-hat is the larger of those of the
 * draws and of their distances from the median.
 * @param draws of the quantity in every chain, all as many, at least 4
 * @param scores kept between quantities with as many draws
 */
export function convergence(draws: readonly Float64Array[], scores = new Map<number, number>()): Convergence {
  const half = Math.floor(draws[0].length / 2)
  // Of an odd number, the draw in the middle is left out.
  const halves = draws.flatMap((chain) => [chain.subarray(0, half), chain.subarray(chain.length - half)])
  const all = new Float64Array(halves.length * half)
  halves.forEach((chain, i) => all.set(chain, i * half))
  const middle = median(all)
  const bulk = varianceWithinAndAll(rankNormalised(all, scores), half)
  const folded = varianceWithinAndAll(
    rankNormalised(
      all.map((value) => Math.abs(value - middle)),
      scores,
    ),
    half,
  )
  return {
    rHat: Math.max(...[bulk, folded].map(({ within, all }) => Math.sqrt(all / within))),
    effectiveSamples: effectiveSamples(bulk, half),
  }
}

interface ChainVariances {
  chains: Float64Array[]
  means: number[]
  /** W, the mean of the chains' variances. */
  within: number
  /** var+, the variance of all draws that are estimated from those within and between chains (Eq. 3). */
  all: number
}

function varianceWithinAndAll(values: Float64Array, length: number): ChainVariances {
  const chains = Array.from({ length: values.length / length }, (_, i) => values.subarray(i * length, (i + 1) * length))
  const means = chains.map((chain) => chain.reduce((sum, value) => sum + value, 0) / length)
  const variance = (of: ArrayLike<number>, mean: number) => {
    let sum = 0
    for (let i = 0; i < of.length; i++) sum += (of[i] - mean) ** 2
    return sum / (of.length - 1)
  }
  const within = chains.reduce((sum, chain, i) => sum + variance(chain, means[i]), 0) / chains.length
  const between = variance(means, means.reduce((sum, mean) => sum + mean, 0) / means.length)
  return { chains, means, within, all: (within * (length - 1)) / length + between }
}

/**
 * The number of draws over their autocorrelation time (Eq. 10 to 13), whose sum of pairs of lags ends before they are
 * negative and does not grow again (Geyer 1992).
 */
function effectiveSamples({ chains, means, within, all }: ChainVariances, length: number): number {
  const autocorrelation = (lag: number) => {
    let covariance = 0
    chains.forEach((chain, i) => {
      for (let k = lag; k < length; k++) covariance += (chain[k] - means[i]) * (chain[k - lag] - means[i])
    })
    return 1 - (within - covariance / (length * chains.length)) / all
  }
  const count = chains.length * length
  let time = -1
  let least = Infinity
  for (let lag = 0; ; lag += 2) {
    const even = lag === 0 ? 1 : autocorrelation(lag)
    const pair = even + autocorrelation(lag + 1)
    if (pair < 0 || lag + 5 > length) {
      // Of the pair that is left out, what is positive: it improves antithetic chains.
      return count / Math.max(time + Math.max(even, 0), 1 / Math.log10(count))
    }
    least = Math.min(least, pair)
    time += 2 * least
  }
}

/**
 * The worst convergence among the coordinates of chains.
 * @param chains [draws, dimension] each
 */
export function worstConvergence(chains: readonly Float64Array[], dimension: number): Convergence {
  const draws = chains[0].length / dimension
  const scores = new Map<number, number>()
  const worst = { rHat: 1, effectiveSamples: Infinity }
  for (let k = 0; k < dimension; k++) {
    const coordinate = chains.map((chain) => Float64Array.from({ length: draws }, (_, i) => chain[i * dimension + k]))
    const { rHat, effectiveSamples } = convergence(coordinate, scores)
    worst.rHat = Math.max(worst.rHat, rHat)
    worst.effectiveSamples = Math.min(worst.effectiveSamples, effectiveSamples)
  }
  return worst
}
