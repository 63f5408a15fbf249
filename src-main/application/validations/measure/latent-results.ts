import type { LatentResults } from '../../../../src-shared/validation/results.ts'
import { fillNormal, randomStream } from '../../../engine/runtime/random.ts'
import { compareWithNormal } from '../../../../src-shared/statistics/kolmogorov-smirnov.ts'
import { principalComponents, project } from '../../../../src-shared/statistics/principal-components.ts'

// First key, after the seed 0, of the random streams of the draws.
const purpose = 10

/** Latents with a mean KL above this, in nats, count as active (Burda, Grosse & Salakhutdinov 2016). */
const activeAbove = 0.01

/** Maximum number of latents for a useful covariance table. */
const mostCorrelated = 1024

/** Posteriors of patches: mean and ln of the width, each float32 [patches, latents]. */
export interface Posteriors {
  mean: Float32Array
  logWidth: Float32Array
  latents: number
}

export interface MeasuredLatents {
  results: LatentResults
  /** KL divergence of each patch's posterior from the prior, nats. */
  patchKl: Float64Array
  /** float32 [patches, 2] */
  plane: Float32Array
  /** float32 [latents, latents]; null where there are too many. */
  covariance: Float32Array | null
}

/** The information in the latents, and how close one draw from each posterior is to the prior N(0, 1). */
export function measureLatents({ mean, logWidth, latents }: Posteriors): MeasuredLatents {
  const patches = mean.length / latents
  const kl = new Float64Array(latents)
  const patchKl = new Float64Array(patches)
  for (let i = 0; i < mean.length; i++) {
    // KL(N(m, w^2) | N(0, 1)) = (m^2 + w^2 - 1) / 2 - ln w
    const one = (mean[i] ** 2 + Math.exp(2 * logWidth[i]) - 1) / 2 - logWidth[i]
    kl[i % latents] += one / patches
    patchKl[Math.floor(i / latents)] += one
  }

  const draws = new Float64Array(mean.length)
  for (let patch = 0; patch < patches; patch++) {
    const noise = fillNormal(new Float32Array(latents), randomStream(0, purpose, patch))
    for (let j = 0; j < latents; j++) {
      const at = patch * latents + j
      draws[at] = mean[at] + Math.exp(logWidth[at]) * noise[j]
    }
  }
  const column = (j: number) => Float64Array.from({ length: patches }, (_, patch) => draws[patch * latents + j])
  const drawn = Array.from({ length: latents }, (_, j) => {
    const values = column(j)
    const { mean, variance } = spread(values)
    return { values, mean, variance, ...compareWithNormal(values) }
  })
  const plane = planeOf(mean, patches, latents)
  return {
    results: {
      count: latents,
      active: kl.filter((value) => value > activeAbove).length,
      kl: [...kl],
      mean: drawn.map((one) => one.mean),
      variance: drawn.map((one) => one.variance),
      distance: drawn.map((one) => one.distance),
      pValue: drawn.map((one) => one.pValue),
      planeShare: plane.share,
      correlation: patches > 1 && latents > 1 ? rootMeanSquareCorrelation(drawn, patches) : null,
      correlationOfNone: patches > 1 ? 1 / Math.sqrt(patches - 1) : null,
    },
    patchKl,
    plane: plane.coordinates,
    covariance: latents <= mostCorrelated ? covarianceOf(drawn, patches) : null,
  }
}

interface Drawn {
  values: Float64Array
  mean: number
  variance: number
}

/** Normalised by n - 1, like covariances. */
function spread(values: Float64Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, variance: squares / Math.max(1, values.length - 1) }
}

/** Posterior means along their first two principal components, and the fractions of variance these explain. */
function planeOf(mean: Float32Array, patches: number, latents: number) {
  const components = principalComponents(mean, patches, latents, 2)
  const found = components.variances.length
  const along = project(components, mean)
  const coordinates = new Float32Array(2 * patches)
  for (let i = 0; i < along.length; i++) coordinates[2 * Math.floor(i / found) + (i % found)] = along[i]
  const share = [0, 1].map((k) => (found > k ? components.variances[k] / components.total : 0))
  return { coordinates, share }
}

/**
 * Over all pairs of distinct latents. With R the correlation matrix of standardised draws Z [patches, latents], the sum
 * of the squares of R is that of Z Z^T / (patches - 1), whose size does not grow with the square of the number of
 * latents.
 */
function rootMeanSquareCorrelation(drawn: readonly Drawn[], patches: number): number {
  const latents = drawn.length
  let sum = 0
  for (let a = 0; a < patches; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0
      for (const { values, mean, variance } of drawn) product += ((values[a] - mean) * (values[b] - mean)) / variance
      sum += (a === b ? 1 : 2) * (product / (patches - 1)) ** 2
    }
  }
  return Math.sqrt(Math.max(0, sum - latents) / (latents * (latents - 1)))
}

function covarianceOf(drawn: readonly Drawn[], patches: number): Float32Array {
  const latents = drawn.length
  const out = new Float32Array(latents * latents)
  for (let i = 0; i < latents; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let patch = 0; patch < patches; patch++)
        sum += (drawn[i].values[patch] - drawn[i].mean) * (drawn[j].values[patch] - drawn[j].mean)
      out[i * latents + j] = out[j * latents + i] = sum / Math.max(1, patches - 1)
    }
  }
  return out
}
