import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { isotropicField } from '../../../src-shared/inpainting/isotropic-power.ts'
import { randomField } from '../../../src-shared/inpainting/stationary-prior.ts'
import { patchesShape, patchShape } from '../../../src-shared/sky/channels.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { evenlySpread } from '../../../src-shared/statistics/evenly-spread.ts'
import { writeNpy } from '../../files/npy.ts'
import { compileDecoder } from '../inference/encode-decode.ts'
import { PictureMoments } from '../inference/picture-moments.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import type { DecoderResidual } from '../outcomes.ts'

/** Pixels that are decoded in one TensorFlow call: 8 patches of 64 px. */
const pixelsAtOnce = 8 * 64 ** 2

export interface DecodeDrawsOptions {
  /** Folder for mean.npy, std.npy and samples.npy. */
  folder: string
  /** Draws whose patches are kept, evenly spread; all if there are fewer. */
  samples: number
  /** What patches have that decoded ones lack, if it is not to be left out. */
  residual: Pick<DecoderResidual, 'channels'> | null
  /** Of the residuals of the samples. */
  seed: number
  signal?: AbortSignal
  onDecoded?(done: number, count: number): void
}

/**
 * Decodes draws of latents: the mean and standard deviation of all their patches, [size, size], and the patches of some,
 * [samples, size, size], written as files; of several channels, with these as the last axis. What the decoder leaves out adds to
 * the standard deviation and, as a random field of its power in each channel, to each sample.
 * @param draws [count, latents]
 * @returns the number of samples
 * @throws CirrusError cancelled
 */
export async function decodeDraws(
  model: TrainedModel,
  draws: Float32Array,
  { folder, samples, residual, seed, signal, onDecoded }: DecodeDrawsOptions,
): Promise<number> {
  const { size, channels, latentDimension: latents } = model.config
  const values = size ** 2 * channels
  const count = draws.length / latents
  const kept = evenlySpread(count, samples)
  const place = new Map(kept.map((draw, i) => [draw, i]))
  const patches = new Float32Array(kept.length * values)
  const moments = new PictureMoments(values)
  const none = new Float32Array(values)
  const batch = Math.max(1, Math.floor(pixelsAtOnce / values))
  const decoder = compileDecoder(model, batch)
  try {
    const z = new Float32Array(batch * latents)
    for (let done = 0; done < count; done += batch) {
      // Lets a cancellation arrive between two calls.
      await setImmediate()
      if (signal?.aborted) throw new CirrusError('cancelled', 'The inpainting was stopped.')
      const some = Math.min(batch, count - done)
      z.set(draws.subarray(done * latents, (done + some) * latents))
      const decoded = decoder({ z }).patches
      for (let i = 0; i < some; i++) {
        const patch = decoded.subarray(i * values, (i + 1) * values)
        moments.add(1, patch, none)
        const at = place.get(done + i)
        if (at !== undefined) patches.set(patch, at * values)
      }
      onDecoded?.(done + some, count)
    }
  } finally {
    decoder.free()
  }
  const deviation = moments.deviation()
  if (residual) {
    const fields = residual.channels.map(({ residual, power }) => isotropicField(power, residual ** 2, 2 * size))
    const random = seedRandom(seed)
    for (let k = 0; k < kept.length; k++) {
      fields.forEach((field, c) => {
        randomField(field, size, random).forEach((value, i) => (patches[k * values + i * channels + c] += value))
      })
      await setImmediate()
      if (signal?.aborted) throw new CirrusError('cancelled', 'The inpainting was stopped.')
    }
    for (let i = 0; i < values; i++) deviation[i] = Math.hypot(deviation[i], residual.channels[i % channels].residual)
  }
  await writeNpy(join(folder, 'samples.npy'), patches, patchesShape(kept.length, size, channels))
  await writeNpy(join(folder, 'std.npy'), deviation, patchShape(size, channels))
  await writeNpy(join(folder, 'mean.npy'), moments.mean(), patchShape(size, channels))
  return kept.length
}
