import { setImmediate } from 'node:timers/promises'
import type { Batches, EvaluatedSplit } from './batches.ts'
import type { PatchSource } from './patch-source.ts'
import type { ElboParts, TrainingProgram } from './training-program.ts'

/** A model's ELBO terms on patches it is not trained on: means per patch. */
export interface Evaluation extends ElboParts<number> {
  /** KL per latent, [latents], in nats. */
  latentKl: Float32Array
}

/**
 * The negative ELBO's terms over all patches of a split, with `samples` latent samples per patch. Yields to the event
 * loop and checks the signal before every batch.
 * @returns null if the signal was aborted first
 */
export async function evaluate(
  program: TrainingProgram,
  batches: Batches,
  split: EvaluatedSplit,
  samples: number,
  signal?: AbortSignal,
): Promise<Evaluation | null> {
  const sums = { reconstruction: 0, kl: 0 }
  let latentSums: Float64Array | undefined
  let patches = 0
  for (let step = 0; step < batches.evaluationSteps(split); step++) {
    for (let sample = 0; sample < samples; sample++) {
      // A split can take minutes, during which a stop must arrive and heartbeats must be sent.
      await setImmediate()
      if (signal?.aborted) return null
      const { batch, count } = batches.evaluation(split, step, sample)
      const { reconstruction, kl, latentKl } = program.evaluate(batch)
      for (let i = 0; i < count; i++) sums.reconstruction += reconstruction[i]
      // The KL divergence does not depend on the sample.
      if (sample > 0) continue
      patches += count
      for (let i = 0; i < count; i++) sums.kl += kl[i]
      const latents = latentKl.length / kl.length
      latentSums ??= new Float64Array(latents)
      for (let i = 0; i < count * latents; i++) latentSums[i % latents] += latentKl[i]
    }
  }
  return {
    reconstruction: sums.reconstruction / (patches * samples),
    kl: sums.kl / patches,
    latentKl: Float32Array.from(latentSums ?? [], (sum) => sum / patches),
  }
}

/** The same patch after every epoch: the first of the test patches, or of the validation patches if there are none. */
export function samplePatch(source: PatchSource): Float32Array {
  const patch = new Float32Array(source.size ** 2 * source.channels)
  source.read(source.splits.test[0] ?? source.splits.validation[0], patch, 0)
  return patch
}
