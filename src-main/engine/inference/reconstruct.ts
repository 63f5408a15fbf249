import { fillNormal, randomStream } from '../runtime/random.ts'
import { compileDecoder, compileEncoder } from './encode-decode.ts'
import type { TrainedModel } from './trained-model.ts'

// First key of the random stream of posterior samples, after the seed.
const purpose = 7

/** Patches that are encoded, or samples that are decoded, in one call of TensorFlow. */
const batch = 16

export interface Reconstruction {
  /** Mean of the decoded samples, float32 [count, size, size], standardised. */
  patches: Float32Array
  /** The posterior's mean and ln of its width, float32 [count, latents]. */
  mean: Float32Array
  logWidth: Float32Array
}

/** Reconstructs patches with a trained model. Ends with `free`. */
export interface Reconstructor {
  /**
   * The mean of `samples` decoded posterior samples of each patch (Eq. 10; the paper takes 100), or with 0 samples the
   * decoded posterior mean. Patch i draws the same numbers whatever else is reconstructed with it.
   * @param patches float32 [count, size, size], standardised
   */
  reconstruct(patches: Float32Array, samples: number, seed: number): Reconstruction
  free(): void
}

/** @throws EngineError 'graph' */
export function compileReconstructor(model: TrainedModel): Reconstructor {
  const { size, latentDimension } = model.config
  const pixels = size ** 2
  const encoder = compileEncoder(model, batch)
  const decoder = compileDecoder(model, batch)

  /** Calls `f` on whole batches, the last padded with zeros. */
  const inBatches = (
    values: Float32Array,
    width: number,
    f: (piece: Float32Array, from: number, count: number) => void,
  ) => {
    const rows = values.length / width
    for (let from = 0; from < rows; from += batch) {
      const count = Math.min(batch, rows - from)
      const piece = new Float32Array(batch * width)
      piece.set(values.subarray(from * width, (from + count) * width))
      f(piece, from, count)
    }
  }

  const encode = (patches: Float32Array) => {
    const length = (patches.length / pixels) * latentDimension
    const posterior = { mean: new Float32Array(length), logWidth: new Float32Array(length) }
    inBatches(patches, pixels, (piece, from, count) => {
      const { mean, logWidth } = encoder({ patches: piece })
      posterior.mean.set(mean.subarray(0, count * latentDimension), from * latentDimension)
      posterior.logWidth.set(logWidth.subarray(0, count * latentDimension), from * latentDimension)
    })
    return posterior
  }

  const decodedMean = (z: Float32Array): Float32Array => {
    const sums = new Float64Array(pixels)
    inBatches(z, latentDimension, (piece, _, count) => {
      const { patches } = decoder({ z: piece })
      for (let i = 0; i < count * pixels; i++) sums[i % pixels] += patches[i]
    })
    const samples = z.length / latentDimension
    return Float32Array.from(sums, (sum) => sum / samples)
  }

  return {
    reconstruct(patches, samples, seed) {
      const { mean, logWidth } = encode(patches)
      const result = new Float32Array(patches.length)
      for (let patch = 0; patch < patches.length / pixels; patch++) {
        const z = new Float32Array(Math.max(1, samples) * latentDimension)
        if (samples > 0) fillNormal(z, randomStream(seed, purpose, patch))
        for (let i = 0; i < z.length; i++) {
          const latent = patch * latentDimension + (i % latentDimension)
          z[i] = mean[latent] + Math.exp(logWidth[latent]) * z[i]
        }
        result.set(decodedMean(z), patch * pixels)
      }
      return { patches: result, mean, logWidth }
    },
    free() {
      encoder.free()
      decoder.free()
    },
  }
}
