import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { readNpy, writeNpy } from '../../files/npy.ts'
import { EngineError } from '../runtime/errors.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { openPatches } from '../training/patch-source.ts'
import type { Prior } from './prior.ts'
import { priorFiles } from './prior-folder.ts'
import { logNormal } from './standard-normal.ts'

/** Most latents of a full covariance: its factor takes minutes beyond. */
const mostLatents = 4096

/**
 * Fits a normal distribution with full covariance to the latents of a prior's folder: the mean of the training patches'
 * posterior means, their covariance, and the mean of the posteriors' own variances.
 * @throws EngineError 'config' for too many latents, 'dataset'
 */
export async function fitGaussian(folder: string): Promise<void> {
  const files = priorFiles(folder)
  const source = await openPatches(files.latents, { space: 'latents' })
  try {
    const channels = source.channels / 2
    const latents = source.size ** 2 * channels
    if (latents > mostLatents) {
      throw new EngineError(
        'config',
        `A Gaussian with full covariance takes at most ${mostLatents} latents, and the run has ${latents}. Train a flow.`,
      )
    }
    const { train } = source.splits
    const means = new Float32Array(train.length * latents)
    const variances = new Float64Array(latents)
    const posterior = new Float32Array(2 * latents)
    for (const [row, index] of train.entries()) {
      source.read(index, posterior, 0)
      for (let i = 0; i < latents; i++) {
        const at = Math.floor(i / channels) * 2 * channels + (i % channels)
        means[row * latents + i] = posterior[at]
        variances[i] += Math.exp(2 * posterior[at + channels]) / train.length
      }
    }
    const { mean, covariance } = momentsOf(means, train.length, latents)
    for (let i = 0; i < latents; i++) covariance[i * latents + i] += variances[i]
    await writeNpy(files.mean, mean, [latents])
    await writeNpy(files.factor, factorOf(covariance, latents, folder), [latents, latents])
  } finally {
    source.close()
  }
}

/** Mean and covariance of rows [count, latents]. */
function momentsOf(rows: Float32Array, count: number, latents: number) {
  const { tf } = tensorflow()
  return tf.tidy(() => {
    const all = tf.tensor2d(rows, [count, latents])
    const mean = tf.mean(all, 0)
    const from = tf.sub(all, mean)
    const covariance = tf.div(tf.matMul(from, from, true), count)
    return { mean: mean.dataSync() as Float32Array, covariance: covariance.dataSync() as Float32Array }
  })
}

/** Lower triangle L with L L^T = covariance. */
function factorOf(covariance: Float32Array, latents: number, folder: string): Float32Array {
  const decomposition = new CholeskyDecomposition(Matrix.from1DArray(latents, latents, covariance))
  if (!decomposition.isPositiveDefinite()) {
    throw new EngineError(
      'config',
      `The latents of ${folder} have a singular covariance: use more patches, or train a flow.`,
    )
  }
  return Float32Array.from(decomposition.lowerTriangularMatrix.to1DArray())
}

/** Reads a fitted Gaussian. */
export async function readGaussian(folder: string): Promise<Prior> {
  const files = priorFiles(folder)
  const [mean, factor] = await Promise.all(
    [files.mean, files.factor].map(async (file) => (await readNpy(file)).data as Float32Array),
  )
  const latents = mean.length
  const noiseOf = (placed: Float32Array) => {
    const noise = new Float32Array(placed.length)
    for (let from = 0; from < placed.length; from += latents) {
      for (let i = 0; i < latents; i++) {
        let rest = placed[from + i] - mean[i]
        for (let k = 0, at = i * latents; k < i; k++, at++) rest -= factor[at] * noise[from + k]
        noise[from + i] = rest / factor[i * latents + i]
      }
    }
    return noise
  }
  // ln of the determinant of the factor, whose diagonal is positive.
  let logDeterminant = 0
  for (let i = 0; i < latents; i++) logDeterminant += Math.log(factor[i * (latents + 1)])
  return {
    place(noise) {
      const placed = new Float32Array(noise.length)
      for (let from = 0; from < noise.length; from += latents) {
        for (let i = 0; i < latents; i++) {
          let sum = mean[i]
          for (let k = 0, at = i * latents; k <= i; k++, at++) sum += factor[at] * noise[from + k]
          placed[from + i] = sum
        }
      }
      return placed
    },
    noiseOf,
    logDensity: (placed) => logNormal(noiseOf(placed), latents).map((density) => density - logDeterminant),
    free: () => {},
  }
}
