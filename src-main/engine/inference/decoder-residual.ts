import type { Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { isotropicPower } from '../../../src-shared/inpainting/isotropic-power.ts'
import { powerOfPatches } from '../../../src-shared/inpainting/stationary-prior.ts'
import { decode, encode, foldedDecoder } from '../model/model.ts'
import type { DecoderResidual } from '../outcomes.ts'
import { compile } from '../runtime/compile.ts'
import { EngineError } from '../runtime/errors.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { PatchSource } from '../training/patch-source.ts'
import { runFiles } from '../training/run-folder.ts'
import { evenlyChosen } from './evenly-chosen.ts'
import { openFittingPatches } from './fitting-patches.ts'
import { chosenEpoch, readTrainedModel, weightsOf, type TrainedModel } from './trained-model.ts'

/** Patches it is measured on: the residual differs between patches, and hardly between more of them. */
const mostPatches = 128

/** Of these, patches that its power is measured on: each takes two hundredths of a second at 64 px, and tenths at 256 px. */
const patchesOfPower = 32

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
 * root mean square of x - g(m) over the good pixels of validation patches x, with the encoder's mean m of each. It is measured whatever width
 * the likelihood has, fixed or learned: a learned width is that of training patches, which the decoder knows better.
 * @throws EngineError 'checkpoint', 'dataset'; CirrusError cancelled
 */
export async function decoderResidual(options: DecoderResidualOptions): Promise<DecoderResidual> {
  const files = runFiles(options.runFolder)
  const checkpoint = files.checkpoint(await chosenEpoch(options.runFolder, options.checkpoint))
  const key = await Promise.all([checkpoint, join(options.datasetFolder, 'patches.npy')].map(asItIsNow)).then(String)
  const known = measured.get(key) ?? (await measure(options))
  measured.set(key, known)
  return known
}

/** What was measured by this process: a calibration, or a map with many holes, asks for the same at every hole. */
const measured = new Map<string, DecoderResidual>()

const asItIsNow = async (file: string) => `${file} ${(await stat(file).catch(() => null))?.mtimeMs}`

async function measure(options: DecoderResidualOptions): Promise<DecoderResidual> {
  const model = await readTrainedModel(options.runFolder, options.checkpoint)
  const source = await openFittingPatches(model, options.datasetFolder)
  try {
    const patches = evenlyChosen(source.splits.validation, mostPatches)
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
  const { size, channels } = source
  const pixels = size ** 2
  const batch = Math.max(1, Math.floor(pixelsAtOnce / pixels))
  const residualsOf = compileResiduals(model, batch)
  const powers = Array.from({ length: channels }, () => powerOfPatches(size))
  const squares = new Float64Array(channels)
  const patches = new Float32Array(batch * pixels * channels)
  const masks = new Float32Array(batch * pixels)
  let good = 0
  try {
    for (let done = 0; done < indices.length; done += batch) {
      // Lets a cancellation arrive between two calls.
      await setImmediate()
      if (signal?.aborted) throw new CirrusError('cancelled', 'The measurement was stopped.')
      masks.fill(0)
      indices.slice(done, done + batch).forEach((index, i) => {
        source.read(index, patches, i * pixels * channels)
        if (source.masks) source.masks.read(index, masks, i * pixels)
        else masks.fill(1, i * pixels, (i + 1) * pixels)
      })
      const { residuals } = residualsOf({ patches, masks })
      residuals.forEach((value, i) => (squares[i % channels] += value ** 2))
      for (const value of masks) good += value
      for (let i = 0; i < batch && done + i < Math.min(indices.length, patchesOfPower); i++) {
        const patch = residuals.subarray(i * pixels * channels, (i + 1) * pixels * channels)
        powers.forEach((power, c) => power.add(channelOf(patch, channels, c)))
      }
    }
  } finally {
    residualsOf.free()
  }
  const residual = Math.sqrt(squares.reduce((sum, square) => sum + square) / (good * channels))
  if (Number.isFinite(residual)) {
    return {
      residual,
      channels: powers.map((power, c) => ({
        residual: Math.sqrt(squares[c] / good),
        power: isotropicPower(power.prior()),
      })),
    }
  }
  const what = `the model of epoch ${model.epoch} decodes to non-finite values`
  throw new EngineError('checkpoint', `${runFolder}: ${what}. Use another checkpoint or run.`)
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
