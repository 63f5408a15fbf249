import { resolve } from 'node:path'
import type { LikelihoodWidth } from '../../../../src-preload/contract/estimators.ts'
import type { CheckpointChoice } from '../../../../src-preload/contract/runs.ts'
import type { DecoderResidual } from '../../../engine/outcomes.ts'
import { readRun } from '../../runs/run-folder.ts'
import { widenedNoise, type PatchNoise } from '../../../../src-shared/inpainting/patch-noise.ts'
import type { Given } from './estimator-kind.ts'

/**
 * The standard deviation that an observed pixel has about its decoded value, of each channel: that of the noise, or with what
 * the decoder leaves out, sqrt(sigma^2 + residual^2) in each. The residual is measured on the run's own validation patches.
 * @returns `residual`, as the engine measured it; null if it does not count
 * @throws CirrusError engine-... if the run's dataset is gone or does not fit; cancelled
 */
export async function likelihoodWidth(
  { width, checkpoint }: { width: LikelihoodWidth; checkpoint: CheckpointChoice },
  { run, noises, engine, signal, progress }: Given,
): Promise<{ noises: readonly PatchNoise[]; residual: DecoderResidual | null }> {
  if (width === 'noise') return { noises, residual: null }
  progress(0, 'measuring what the decoder leaves out')
  const runFolder = resolve(run!)
  const { dataset } = (await readRun(runFolder)).record
  const residual = await engine.call(
    'decoder.residual',
    { runFolder, datasetFolder: dataset.folder, checkpoint },
    { signal },
  )
  return { noises: noises.map((noise, c) => widenedNoise(noise, residual.channels[c].residual)), residual }
}
