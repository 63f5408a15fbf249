import { setImmediate } from 'node:timers/promises'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { usualSolver } from '../../../src-preload/contract/solver.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { patchesShape } from '../../../src-shared/sky/channels.ts'
import { writeNpy } from '../../files/npy.ts'
import type { LatentChoice } from '../contract.ts'
import type { DecodingOutcome } from '../outcomes.ts'
import { chosenLatents, type Chosen } from './chosen-latents.ts'
import { decodedFiles } from './decoded-files.ts'
import { readPrior } from '../prior/prior-folder.ts'
import { compileGenerator } from './generator.ts'
import type { Solver } from './patch-latents.ts'
import { readTrainedModel, type TrainedModel } from './trained-model.ts'

/** Maximum number of latent vectors decoded in one TensorFlow call. */
const mostAtOnce = 20
/** And of pixels of a flow's draws: 8 patches of 64 px. */
const mostPixels = 8 * 64 ** 2

/**
 * Samples are always decoded in batches of one size, whatever their number: in batches of another, sums would be rounded
 * otherwise, and a sample would not be the same to the last bit.
 */
function batchOf({ config }: TrainedModel, { kind }: LatentChoice, count: number): number {
  if (kind !== 'samples') return Math.min(count, mostAtOnce)
  return isAutoencoder(config)
    ? mostAtOnce
    : Math.max(1, Math.min(mostAtOnce, Math.floor(mostPixels / config.size ** 2)))
}

export interface DecodeOptions extends Solver {
  runFolder: string
  /** Holds the patches to encode; for draws from the prior, read only for their conditions. */
  datasetFolder: string
  checkpoint: CheckpointChoice
  latents: LatentChoice
  /** Folder of a prior of the run's latents; null for N(0, 1). */
  prior: string | null
  /** Output folder. */
  folder: string
  signal?: AbortSignal
  onDecoded?(done: number, count: number): void
}

/**
 * Decodes latents chosen in one of three ways; the files appear in the folder once all are decoded.
 * @throws EngineError 'checkpoint', 'dataset', 'config'; CirrusError cancelled
 */
export async function decodeChosen(options: DecodeOptions): Promise<DecodingOutcome> {
  const began = performance.now()
  const { runFolder, checkpoint, folder, solver = usualSolver, solverSteps: steps } = options
  const model = await readTrainedModel(runFolder, checkpoint)
  const chosen = await chosenLatents(model, options)
  const { latents } = chosen
  const pictures = await decodeAll(model, chosen, options)
  const { size, channels, latentDimension } = model.config
  const files = decodedFiles(folder, options.latents.kind)
  const all = new Float32Array(latents.length * latentDimension)
  latents.forEach((z, i) => all.set(z, i * latentDimension))
  await writeNpy(files.latents, all, [latents.length, latentDimension])
  await writeNpy(files.pictures, pictures, patchesShape(latents.length, size, channels))
  return {
    epoch: model.epoch,
    count: latents.length,
    size,
    latents: latentDimension,
    solver: (await hasFlow(model, options.prior)) ? { name: solver, steps } : null,
    seconds: (performance.now() - began) / 1000,
  }
}

/** Whether a flow makes the patches, or their latents. */
const hasFlow = async ({ config }: TrainedModel, prior: string | null): Promise<boolean> =>
  prior === null ? !isAutoencoder(config) : (await readPrior(prior)).kind === 'flow'

/** float32 [count, size, size, channels] */
async function decodeAll(model: TrainedModel, { latents, conditions }: Chosen, options: DecodeOptions) {
  const { size, channels, latentDimension } = model.config
  const width = conditions[0].length
  const values = size ** 2 * channels
  const atOnce = batchOf(model, options.latents, latents.length)
  const pictures = new Float32Array(latents.length * values)
  // Between patches, the precision would be seen in the ends, which are the patches themselves.
  const precision = options.latents.kind === 'samples' ? model.config.precision : 'float32'
  const generator = await compileGenerator(model, { ...options, batch: atOnce, precision })
  try {
    for (let done = 0; done < latents.length; done += atOnce) {
      // Lets a cancellation arrive between two calls.
      await setImmediate()
      if (options.signal?.aborted) throw new CirrusError('cancelled', 'The decoding was stopped.')
      const some = latents.slice(done, done + atOnce)
      const z = new Float32Array(atOnce * latentDimension)
      some.forEach((one, i) => z.set(one, i * latentDimension))
      const under = new Float32Array(atOnce * width)
      // Those of the padding must be possible too: they are the last one's.
      for (let i = 0; i < atOnce; i++) under.set(conditions[Math.min(done + i, latents.length - 1)], i * width)
      pictures.set(generator.generate(z, under).subarray(0, some.length * values), done * values)
      options.onDecoded?.(done + some.length, latents.length)
    }
  } finally {
    generator.free()
  }
  return pictures
}
