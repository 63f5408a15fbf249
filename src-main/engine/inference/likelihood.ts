import { setImmediate } from 'node:timers/promises'
import type { SplitName } from '../../../src-preload/contract/datasets.ts'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { evenlySpread } from '../../../src-shared/statistics/evenly-spread.ts'
import type { LikelihoodOutcome } from '../outcomes.ts'
import type { PriorOptions } from '../prior/prior.ts'
import { EngineError } from '../runtime/errors.ts'
import { conditionsAt } from '../training/patch-conditions.ts'
import type { PatchSource } from '../training/patch-source.ts'
import { compileDensity } from './density.ts'
import { openFittingPatches } from './fitting-patches.ts'
import { toldConditions } from './told-conditions.ts'
import { readTrainedModel } from './trained-model.ts'

/** Patches in one TensorFlow call, always as many, so that a patch's number doesn't depend on what is computed with it. */
const batchOf = (size: number) => Math.max(1, Math.min(8, Math.floor((8 * 64 ** 2) / size ** 2)))

export interface LikelihoodOptions extends Omit<PriorOptions, 'batch'> {
  runFolder: string
  datasetFolder: string
  checkpoint: CheckpointChoice
  split: SplitName
  /** Patches, spread evenly over the split; all if it has no more. */
  count: number
  /** Folder of a prior of the run's latents; null for N(0, 1). */
  prior: string | null
  seed: number
  signal?: AbortSignal
  onPatch?(done: number, count: number): void
}

/**
 * ln p of patches of a split: of the standardised patches themselves under a flow, of samples of their posteriors under a
 * prior of an autoencoder's latents.
 * @throws EngineError 'checkpoint', 'dataset', 'config'; CirrusError cancelled
 */
export async function likelihood(options: LikelihoodOptions): Promise<LikelihoodOutcome> {
  const began = performance.now()
  const { signal, split } = options
  const model = await readTrainedModel(options.runFolder, options.checkpoint)
  const { names } = await toldConditions(model, options.prior)
  const source = await openFittingPatches(model, options.datasetFolder, { conditions: names })
  const { whole, leftOut } = wholePatches(source, split)
  const chosen = evenlySpread(whole.length, options.count).map((place) => whole[place])
  const length = source.size ** 2 * source.channels
  const batch = batchOf(source.size)
  try {
    if (chosen.length === 0) {
      const why = leftOut > 0 ? `only ${split} patches with missing pixels` : `no ${split} patches`
      throw new EngineError('dataset', `${options.datasetFolder} has ${why}. Choose another split.`)
    }
    const density = await compileDensity(model, { ...options, batch })
    try {
      const densities: LikelihoodOutcome['densities'] = []
      const patches = new Float32Array(batch * length)
      const width = names.length
      const conditions = new Float32Array(batch * width)
      for (let done = 0; done < chosen.length; done += batch) {
        // Lets a cancellation arrive between two calls.
        await setImmediate()
        if (signal?.aborted) throw new CirrusError('cancelled', 'The likelihood was stopped.')
        const some = chosen.slice(done, done + batch)
        for (let i = 0; i < batch; i++) {
          // The last batch is filled up with its last patch.
          const index = some[Math.min(i, some.length - 1)]
          source.read(index, patches, i * length)
          conditions.set(conditionsAt(source, index), i * width)
        }
        const found = density.of(patches, some, conditions)
        some.forEach((index, i) => densities.push({ index, logDensity: found[i] }))
        options.onPatch?.(densities.length, chosen.length)
      }
      const { space, values } = density
      return { epoch: model.epoch, space, values, densities, leftOut, seconds: (performance.now() - began) / 1000 }
    } finally {
      density.free()
    }
  } finally {
    source.close()
  }
}

/** The patches of a split without missing pixels: a density is of all values of a patch. */
function wholePatches({ size, masks, splits }: PatchSource, split: SplitName) {
  const mask = new Float32Array(size ** 2)
  const whole = splits[split].filter((index) => {
    masks?.read(index, mask, 0)
    return !masks || mask.every((good) => good === 1)
  })
  return { whole, leftOut: splits[split].length - whole.length }
}
