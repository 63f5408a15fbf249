import { setImmediate } from 'node:timers/promises'
import type { SplitName } from '../../../src-preload/contract/datasets.ts'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { writeCsv } from '../../files/csv.ts'
import { patchesShape } from '../../../src-shared/sky/channels.ts'
import { writeNpy } from '../../files/npy.ts'
import type { ReconstructionOutcome } from '../outcomes.ts'
import { EngineError } from '../runtime/errors.ts'
import type { PatchSource } from '../training/patch-source.ts'
import { openFittingPatches } from './fitting-patches.ts'
import { compileReconstructor } from './reconstruct.ts'
import { reconstructionFiles } from './reconstruction-files.ts'
import { readTrainedModel, type TrainedModel } from './trained-model.ts'

export interface ReconstructSplitOptions {
  datasetFolder: string
  runFolder: string
  checkpoint: CheckpointChoice
  split: SplitName
  /** Posterior samples per patch. */
  samples: number
  seed: number
  /** Output folder. */
  folder: string
  signal?: AbortSignal
  onPatch?(done: number, count: number): void
}

/**
 * Reconstructs all patches of a split (Eq. 10); the files appear in the folder once all are done.
 * @throws EngineError 'checkpoint', 'dataset'; CirrusError cancelled
 */
export async function reconstructSplit(options: ReconstructSplitOptions): Promise<ReconstructionOutcome> {
  const began = performance.now()
  const model = await readTrainedModel(options.runFolder, options.checkpoint)
  const source = await openFittingPatches(model, options.datasetFolder)
  try {
    if (source.splits[options.split].length === 0) {
      const { datasetFolder, split } = options
      throw new EngineError('dataset', `${datasetFolder} has no ${split} patches. Choose another split.`)
    }
    const arrays = await reconstructAll(model, source, options)
    await writeAll(arrays, source, options)
    const { size, latentDimension } = model.config
    return {
      epoch: model.epoch,
      count: arrays.errors.length,
      size,
      latents: latentDimension,
      meanSquaredError: arrays.errors.reduce((sum, error) => sum + error, 0) / arrays.errors.length,
      seconds: (performance.now() - began) / 1000,
    }
  } finally {
    source.close()
  }
}

async function reconstructAll(model: TrainedModel, source: PatchSource, options: ReconstructSplitOptions) {
  const indices = source.splits[options.split]
  const { size, channels, latentDimension } = model.config
  const values = size ** 2 * channels
  const pictures = () => new Float32Array(indices.length * values)
  const latents = () => new Float32Array(indices.length * latentDimension)
  const [originals, patches, deviations] = [pictures(), pictures(), pictures()]
  const [mean, logWidth] = [latents(), latents()]
  const errors: number[] = []
  const mask = new Float32Array(size ** 2).fill(1)
  const reconstructor = compileReconstructor(model, options.samples)
  try {
    for (const [i, index] of indices.entries()) {
      // Lets a cancellation arrive between two patches.
      await setImmediate()
      if (options.signal?.aborted) throw new CirrusError('cancelled', 'The reconstruction was stopped.')
      source.read(index, originals, i * values)
      const original = originals.subarray(i * values, (i + 1) * values)
      const made = reconstructor.reconstruct(original, options.seed, index)
      patches.set(made.patch, i * values)
      deviations.set(made.deviation, i * values)
      mean.set(made.mean, i * latentDimension)
      logWidth.set(made.logWidth, i * latentDimension)
      source.masks?.read(index, mask, 0)
      errors.push(meanSquare(original, made.patch, mask, channels))
      options.onPatch?.(i + 1, indices.length)
    }
  } finally {
    reconstructor.free()
  }
  return { originals, patches, deviations, mean, logWidth, errors, latentDimension }
}

/** Mean square of the difference over the good pixels. @param mask [pixels], the patches are [pixels, channels] */
function meanSquare(a: Float32Array, b: Float32Array, mask: Float32Array, channels: number): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    const good = mask[Math.floor(i / channels)]
    sum += good * (a[i] - b[i]) ** 2
    count += good
  }
  return sum / count
}

async function writeAll(
  arrays: Awaited<ReturnType<typeof reconstructAll>>,
  { size, channels, splits }: PatchSource,
  { folder, split }: ReconstructSplitOptions,
): Promise<void> {
  const files = reconstructionFiles(folder)
  const indices = splits[split]
  const pictures = patchesShape(indices.length, size, channels)
  const latents = [indices.length, arrays.latentDimension]
  await writeNpy(files.originals, arrays.originals, pictures)
  await writeNpy(files.reconstructions, arrays.patches, pictures)
  await writeNpy(files.deviations, arrays.deviations, pictures)
  await writeNpy(files.latentMean, arrays.mean, latents)
  await writeNpy(files.latentLogWidth, arrays.logWidth, latents)
  await writeCsv(files.table, {
    columns: ['index', 'meanSquaredError'],
    rows: indices.map((index, i) => [index, arrays.errors[i]]),
  })
}
