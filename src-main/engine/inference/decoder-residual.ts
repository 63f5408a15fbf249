import type { Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { evenlySpread } from '../../../src-shared/statistics/evenly-spread.ts'
import { decode, encode, foldedDecoder } from '../model/model.ts'
import type { DecoderResidual } from '../outcomes.ts'
import { compile } from '../runtime/compile.ts'
import { EngineError } from '../runtime/errors.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { PatchSource } from '../training/patch-source.ts'
import { runFiles } from '../training/run-folder.ts'
import { openFittingPatches } from './fitting-patches.ts'
import { measureResidual, type ResidualsOf } from './measure-residual.ts'
import { chosenEpoch, readTrainedModel, weightsOf, type TrainedModel } from './trained-model.ts'

/** Patches it is measured on: the residual differs between patches, and hardly between more of them. */
const mostPatches = 128

/** Pixels in one TensorFlow call: 8 patches of 64 px. */
const pixelsAtOnce = 8 * 64 ** 2

export interface DecoderResidualOptions {
  runFolder: string
  datasetFolder: string
  checkpoint: CheckpointChoice
  signal?: AbortSignal
}

/**
 * What a decoder leaves out of patches that it was not trained on, in each channel: its power, and its standard deviation, the
 * root mean square of x - g(m) over the good pixels of validation patches x, with the encoder's mean m of each, and without
 * what the noise of patches that have noise maps adds to it. It is measured whatever width the likelihood has, fixed or
 * learned: a learned width is that of training patches, which the decoder knows better.
 * @throws EngineError 'checkpoint', 'dataset'; CirrusError cancelled
 */
export async function decoderResidual(options: DecoderResidualOptions): Promise<DecoderResidual> {
  const files = runFiles(options.runFolder)
  const checkpoint = files.checkpoint(await chosenEpoch(options.runFolder, options.checkpoint))
  const { patches, noise } = filesOf(options)
  const key = await Promise.all([checkpoint, patches, noise].map(asItIsNow)).then(String)
  const known = measured.get(key) ?? (await measure(options))
  measured.set(key, known)
  return known
}

/** What was measured by this process: a calibration, or a map with many holes, asks for the same at every hole. */
const measured = new Map<string, DecoderResidual>()

const filesOf = ({ datasetFolder }: DecoderResidualOptions) => ({
  patches: join(datasetFolder, 'patches.npy'),
  noise: join(datasetFolder, 'noise.npy'),
})

const asItIsNow = async (file: string) => `${file} ${(await stat(file).catch(() => null))?.mtimeMs}`

async function measure(options: DecoderResidualOptions): Promise<DecoderResidual> {
  const model = await readTrainedModel(options.runFolder, options.checkpoint)
  // A model that was trained without noise maps has the noise of its patches in their residuals, too.
  const isNoisy = model.config.likelihoodNoise === 'maps' || existsSync(filesOf(options).noise)
  const source = await openFittingPatches(model, options.datasetFolder, {
    likelihoodNoise: isNoisy ? 'maps' : 'none',
  })
  try {
    const { validation } = source.splits
    const patches = evenlySpread(validation.length, mostPatches).map((place) => validation[place])
    if (patches.length === 0) {
      const what = `${options.datasetFolder} has no validation patches to measure the decoder's residual on`
      throw new EngineError('dataset', `${what}. Take the noise alone as the width.`)
    }
    return {
      epoch: model.epoch,
      ...(await measureOn(model, source, patches, options)),
      patches: patches.length,
    }
  } finally {
    source.close()
  }
}

async function measureOn(
  model: TrainedModel,
  source: PatchSource,
  indices: readonly number[],
  { signal, runFolder }: DecoderResidualOptions,
): Promise<Pick<DecoderResidual, 'residual' | 'channels'>> {
  const batch = Math.max(1, Math.floor(pixelsAtOnce / source.size ** 2))
  const decoder = compileResiduals(model, batch)
  try {
    const residualsOf: ResidualsOf = (feeds) => decoder(feeds).residuals
    const measured = await measureResidual({ source, indices, batch, residualsOf, signal })
    if (Number.isFinite(measured.residual)) return measured
    const what = `the model of epoch ${model.epoch} decodes to non-finite values`
    throw new EngineError('checkpoint', `${runFolder}: ${what}. Use another checkpoint or run.`)
  } finally {
    decoder.free()
  }
}

/** x - g(m) in the pixels with mask 1 of each patch and 0 in the others, [batch, size, size, channels]. */
function compileResiduals({ config, weights }: TrainedModel, batch: number) {
  const { tf } = tensorflow()
  const { size, channels } = config
  const inference = { kind: 'inference' } as const
  return compile<'patches' | 'masks', 'residuals'>(
    ({ patches, masks }, tensors) => {
      const { mean } = encode(patches as Tensor4D, tensors, config, inference)
      return { residuals: tf.mul(tf.sub(patches, decode(mean, tensors, config, inference)), masks) }
    },
    {
      inputs: { patches: [batch, size, size, channels], masks: [batch, size, size, 1] },
      weights: { ...weightsOf('encoder', weights), ...foldedDecoder(weightsOf('decoder', weights), config) },
      residence: 'constants',
    },
  )
}
