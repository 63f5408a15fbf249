import { setImmediate } from 'node:timers/promises'
import { join } from 'node:path'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { latentMap } from '../../../src-shared/model/latent-shape.ts'
import { channelsOf } from '../../../src-shared/sky/channels.ts'
import { readCsv, writeCsv } from '../../files/csv.ts'
import { writeNpy } from '../../files/npy.ts'
import { compileEncoder } from '../inference/encode-decode.ts'
import { openFittingPatches } from '../inference/fitting-patches.ts'
import { readTrainedModel, type TrainedModel } from '../inference/trained-model.ts'
import { symmetries, turn } from '../../../src-shared/sky/square-symmetries.ts'
import type { PatchSource } from '../training/patch-source.ts'
import type { PriorLatents } from '../../../src-preload/contract/priors.ts'
import { standardise, type Posteriors } from './standardise-latents.ts'

/** Patches encoded in one TensorFlow call. */
const atOnce = 16
/** Most posteriors of training patches: with orientations of few patches, without those of many. */
const mostTrained = 16_384

export interface EncodeOptions {
  runFolder: string
  datasetFolder: string
  checkpoint: CheckpointChoice
  /** Output folder: the files of a dataset. */
  folder: string
  signal?: AbortSignal
  onEncoded?(done: number, count: number): void
}

/**
 * Encodes the patches of a run, the training patches in up to all eight orientations if the run was trained so: an
 * encoder does not turn with its patch. The posteriors are standardised by channel and written as a dataset.
 * @throws EngineError 'checkpoint', 'dataset', 'config' for a model without an encoder; CirrusError cancelled
 */
export async function encodeLatents(options: EncodeOptions): Promise<PriorLatents> {
  const model = await readTrainedModel(options.runFolder, options.checkpoint)
  const source = await openFittingPatches(model, options.datasetFolder)
  try {
    const posteriors = await encodeAll(model, source, options)
    const { side, channels } = latentMap(model.config)
    const isTrained = posteriors.rows.map(({ split }) => split === 'train')
    const { centre, scale } = standardise(posteriors, channels, isTrained)
    await writeDataset(options, posteriors, side, channels)
    return { epoch: model.epoch, side, channels, centre, scale, count: isTrained.filter(Boolean).length }
  } finally {
    source.close()
  }
}

type Encoded = Posteriors & { rows: { index: number; split: string }[] }

async function encodeAll(model: TrainedModel, source: PatchSource, options: EncodeOptions): Promise<Encoded> {
  const { train, validation, test } = source.splits
  const orientations = model.config.augment
    ? Math.min(symmetries, Math.max(1, Math.floor(mostTrained / train.length)))
    : 1
  const rows = [
    ...train.flatMap((index) =>
      Array.from({ length: orientations }, (_, symmetry) => ({ index, symmetry, split: 'train' })),
    ),
    ...validation.map((index) => ({ index, symmetry: 0, split: 'validation' })),
    ...test.map((index) => ({ index, symmetry: 0, split: 'test' })),
  ]
  const { latentDimension, size, channels } = model.config
  const values = size ** 2 * channels
  const all = {
    means: new Float32Array(rows.length * latentDimension),
    logWidths: new Float32Array(rows.length * latentDimension),
  }
  const patches = new Float32Array(atOnce * values)
  const patch = new Float32Array(values)
  const encoder = compileEncoder(model, atOnce)
  try {
    for (let done = 0; done < rows.length; done += atOnce) {
      // Lets a cancellation arrive between two calls.
      await setImmediate()
      if (options.signal?.aborted) throw new CirrusError('cancelled', 'The encoding was stopped.')
      const some = rows.slice(done, done + atOnce)
      for (const [i, { index, symmetry }] of some.entries()) {
        source.read(index, patch, 0)
        turn(patch, size, symmetry, patches, i * values, channelsOf(channels)!)
      }
      const { mean, logWidth } = encoder({ patches })
      all.means.set(mean.subarray(0, some.length * latentDimension), done * latentDimension)
      all.logWidths.set(logWidth.subarray(0, some.length * latentDimension), done * latentDimension)
      options.onEncoded?.(done + some.length, rows.length)
    }
  } finally {
    encoder.free()
  }
  return { ...all, rows }
}

/**
 * patches.npy [N, side, side, 2 channels], means and then ln of widths at each place, and patches.csv with what the run's
 * dataset says of each patch, so that a prior may be conditioned on it.
 */
async function writeDataset(
  { folder, datasetFolder }: EncodeOptions,
  { means, logWidths, rows }: Encoded,
  side: number,
  channels: number,
) {
  const values = new Float32Array(2 * means.length)
  for (let place = 0; place < means.length / channels; place++) {
    const from = place * channels
    values.set(means.subarray(from, from + channels), 2 * from)
    values.set(logWidths.subarray(from, from + channels), 2 * from + channels)
  }
  await writeNpy(join(folder, 'patches.npy'), values, [rows.length, side, side, 2 * channels])
  const table = await readCsv(join(datasetFolder, 'patches.csv'))
  const at = table.columns.indexOf('index')
  const known = new Map(table.rows.map((row) => [row[at], row]))
  const others = table.columns.flatMap((name, c) => (name === 'index' || name === 'split' ? [] : [c]))
  await writeCsv(join(folder, 'patches.csv'), {
    columns: ['index', 'patch', 'split', ...others.map((c) => table.columns[c])],
    rows: rows.map(({ index, split }, i) => [i, index, split, ...others.map((c) => known.get(index)![c])]),
  })
}
