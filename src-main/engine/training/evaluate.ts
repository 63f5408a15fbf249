import { setImmediate } from 'node:timers/promises'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { observationPlanes } from '../../../src-shared/model/observation.ts'
import { channelsOf } from '../../../src-shared/sky/channels.ts'
import { randomStream } from '../runtime/random.ts'
import { holesPurpose, type Batches, type EvaluatedSplit } from './batches.ts'
import { observe } from './observe-batch.ts'
import { conditionsAt } from './patch-conditions.ts'
import type { PatchSource } from './patch-source.ts'
import type { Shown, Terms, TrainingProgram } from './training-program.ts'

/** A model's loss on patches it is not trained on: means per patch. */
export interface Evaluation {
  terms: Terms
  /** Of an autoencoder: KL per latent, [latents], in nats. */
  latentKl: Float32Array | null
}

/**
 * The loss's terms over all patches of a split, with `samples` draws of the noise per patch. Yields to the event loop
 * and checks the signal before every batch.
 * @returns null if the signal was aborted first
 */
export async function evaluate(
  program: TrainingProgram,
  batches: Batches,
  split: EvaluatedSplit,
  samples: number,
  signal?: AbortSignal,
): Promise<Evaluation | null> {
  const sums: Record<string, number> = {}
  let latentSums: Float64Array | undefined
  let patches = 0
  for (let step = 0; step < batches.evaluationSteps(split); step++) {
    for (let sample = 0; sample < samples; sample++) {
      // A split can take minutes, during which a stop must arrive and heartbeats must be sent.
      await setImmediate()
      if (signal?.aborted) return null
      const { batch, count } = batches.evaluation(split, step, sample)
      const { terms, latentKl } = program.evaluate(batch)
      for (const [name, values] of Object.entries(terms)) {
        sums[name] ??= 0
        for (let i = 0; i < count; i++) sums[name] += values[i]
      }
      if (sample > 0) continue
      patches += count
      // It does not depend on the sample.
      if (!latentKl) continue
      const latents = latentKl.length / Object.values(terms)[0].length
      latentSums ??= new Float64Array(latents)
      for (let i = 0; i < count * latents; i++) latentSums[i % latents] += latentKl[i]
    }
  }
  const mean = ([name, sum]: [string, number]) => [name, sum / (patches * samples)]
  return {
    terms: Object.fromEntries(Object.entries(sums).map(mean)) as Terms,
    latentKl: latentSums ? Float32Array.from(latentSums, (sum) => sum / patches) : null,
  }
}

/** The same patch after every epoch: the first of the test patches, or of the validation patches if there are none. */
export function samplePatch(source: PatchSource, config: TrainingConfig): Shown {
  const index = source.splits.test[0] ?? source.splits.validation[0]
  const patch = new Float32Array(source.size ** 2 * source.channels)
  source.read(index, patch, 0)
  const conditions = conditionsAt(source, index)
  return {
    patch,
    conditions,
    ...(config.observation !== 'none' && { observation: observedPatch(patch, source, config) }),
  }
}

/** What training patches are observed with, too. */
function observedPatch(patch: Float32Array, { size, channels }: PatchSource, config: TrainingConfig) {
  const target = new Float32Array(size ** 2 * observationPlanes(config))
  const { standardised, observation } = config
  const shape = { size, channels: channelsOf(channels)!, standardised, observation }
  observe(patch, shape, randomStream(config.seed, holesPurpose), target)
  return target
}
