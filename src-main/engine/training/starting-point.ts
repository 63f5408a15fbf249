import { rename } from 'node:fs/promises'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { withScaling } from '../flow/conditions.ts'
import { measureDetailScales } from '../flow/detail-scales.ts'
import { levelNetworks, weightOfSpread } from '../flow/level-networks.ts'
import { initialWeights } from '../model/initial-weights.ts'
import { modelWeights } from '../model/model.ts'
import { readWeightsFile } from '../model/weights-file.ts'
import { EngineError } from '../runtime/errors.ts'
import type { Weights } from '../runtime/graph.ts'
import type { Session } from '../runtime/session.ts'
import { readCheckpoint, type Checkpoint } from './checkpoint.ts'
import { conditionScalings } from './patch-conditions.ts'
import { findCheckpoint } from './find-checkpoint.ts'
import type { PatchSource } from './patch-source.ts'

/** Settings that may change when a run is resumed: they do not affect the weights. */
const changeable: ReadonlySet<string> = new Set([
  'epochs',
  'earlyStopEpochs',
  'testEvery',
  'checkpointEvery',
  'validationSamples',
] satisfies (keyof TrainingConfig)[])

/**
 * The checkpoint from which a training resumes, null if it starts from scratch, and what could not be used, in a
 * sentence. Anything newer than that checkpoint is renamed. Only for the process that holds the run.
 * @throws EngineError 'checkpoint' if the folder already holds a training and this one is not to resume it, or differs
 *   from it
 */
export async function startingPoint(
  runFolder: string,
  config: TrainingConfig,
  resume: boolean,
): Promise<{ checkpoint: Checkpoint | null; note: string | null }> {
  const { path, leftOut, note } = await findCheckpoint(runFolder)
  if (!path) return { checkpoint: null, note }
  if (!resume) {
    throw new EngineError(
      'checkpoint',
      `${runFolder} already holds a training. Resume it, or start a run in another folder.`,
    )
  }
  const checkpoint = await readCheckpoint(path)
  const differing = (Object.keys(config) as (keyof TrainingConfig)[]).filter(
    (key) => !changeable.has(key) && JSON.stringify(config[key]) !== JSON.stringify(checkpoint.config[key]),
  )
  if (differing.length > 0) {
    throw new EngineError(
      'checkpoint',
      `${path} belongs to a training with a different ${differing.join(', ')}. A resumed run may only change ${[...changeable].join(', ')}.`,
    )
  }
  for (const unused of leftOut) await rename(unused, `${unused}.set-aside`)
  return { checkpoint, note }
}

/**
 * The initial weights of a training: from its checkpoint, from a file, or drawn with the seed.
 * @param source measured for the scales of conditions and octaves, for weights that are drawn: others have their own.
 *   The spread of ln I is always its own
 * @throws EngineError 'weights' for a file that does not fit the configuration
 */
export async function startingWeights(
  checkpoint: Checkpoint | null,
  { config, file, source }: { config: TrainingConfig; file: string | null; source: PatchSource },
): Promise<Weights> {
  const entries = modelWeights(config)
  if (checkpoint) return Object.fromEntries(entries.map(({ name }) => [name, checkpoint.tensors[name]]))
  const spread = weightOfSpread(source.spread)
  if (file !== null) return { ...(await readWeightsFile(file, entries, config)), ...spread }
  const drawn = { ...initialWeights(entries, config.seed), ...measureDetailScales(source, config) }
  const prefixes = levelNetworks(config).map(({ prefix }) => prefix)
  return { ...withScaling(drawn, conditionScalings(source, config.conditions), prefixes), ...spread }
}

/**
 * Loads a checkpoint's weights and Adam's state into the session. @throws EngineError 'checkpoint' for a missing one
 */
export function restore(session: Session, { path, tensors }: Checkpoint): void {
  const state: Record<string, Float32Array> = {}
  for (const name of session.variables.keys()) {
    if (!tensors[name]) {
      throw new EngineError('checkpoint', `${path}: "${name}" is missing, so training can't go on from it.`)
    }
    state[name] = tensors[name].values
  }
  session.putAll(state)
}
