import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { averaged } from '../flow/averaged-weights.ts'
import { EngineError } from '../runtime/errors.ts'
import type { Weights } from '../runtime/graph.ts'
import { readCheckpoint } from '../training/checkpoint.ts'
import { bestOf, readMetrics } from '../training/metrics.ts'
import { checkpointEpochs, runFiles } from '../training/run-folder.ts'

/** A trained model's configuration and its weights under Keras's names. */
export interface TrainedModel {
  config: TrainingConfig
  weights: Weights
  epoch: number
}

/**
 * The epoch of a run's best (lowest validation negative ELBO) or last checkpoint.
 * @throws EngineError 'checkpoint' if the run has none
 */
export async function chosenEpoch(runFolder: string, which: CheckpointChoice): Promise<number> {
  const last = (await checkpointEpochs(runFolder)).at(-1)
  if (last === undefined) {
    throw new EngineError('checkpoint', `${runFolder} has no checkpoint yet. Train it for at least one epoch.`)
  }
  const best = bestOf((await readMetrics(runFiles(runFolder).metrics)).filter((row) => row.epoch <= last))
  return which === 'best' ? (best?.epoch ?? last) : last
}

/**
 * Reads a run's weights at its best or last epoch, without Adam's state.
 * @throws EngineError 'checkpoint' if there is no such checkpoint, or it is damaged
 */
export async function readTrainedModel(runFolder: string, which: CheckpointChoice): Promise<TrainedModel> {
  const epoch = await chosenEpoch(runFolder, which)
  const file = runFiles(runFolder).checkpoint(epoch)
  const { config, tensors } = await readCheckpoint(file, (name) => !name.startsWith('adam/'))
  const means = averaged(tensors)
  // A flow is used with the running means of its weights.
  return { config, weights: Object.keys(means).length > 0 ? means : tensors, epoch }
}

/** The weights of the encoder or the decoder. */
export const weightsOf = (half: 'encoder' | 'decoder', weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).filter(([name]) => name.startsWith(`${half}/`)))
