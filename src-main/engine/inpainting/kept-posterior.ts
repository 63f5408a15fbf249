import { stat } from 'node:fs/promises'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import type { Solver } from '../inference/patch-latents.ts'
import { chosenEpoch, readTrainedModel, type TrainedModel } from '../inference/trained-model.ts'
import { runFiles } from '../training/run-folder.ts'
import { flowPosterior, type FlowPosterior } from './flow-posterior.ts'

export interface PosteriorChoice extends Solver {
  runFolder: string
  checkpoint: CheckpointChoice
  /** Patches of a call, by their size; refuses a model that is none of the kind. */
  batchOf(model: TrainedModel): number
}

interface Kept {
  key: string
  model: TrainedModel
  batch: number
  posterior: FlowPosterior
  /** Calls that use it now. */
  users: number
}

/** The one used last: a calibration, or a map with many holes, asks for the same at every hole. */
let last: Kept | null = null

/**
 * Lets a flow that fills holes be used. Reading and compiling it takes longer than a few draws, so the one used last is
 * kept, until its checkpoint changes or another is used.
 * @throws EngineError 'checkpoint', 'graph'; what `batchOf` throws
 */
export async function withPosterior<T>(
  choice: PosteriorChoice,
  use: (kept: Pick<Kept, 'model' | 'batch' | 'posterior'>) => Promise<T>,
): Promise<T> {
  const key = await keyOf(choice)
  const kept = last?.key === key ? last : await compiled(choice, key)
  kept.users++
  if (kept !== last) {
    const before = last
    last = kept
    if (before?.users === 0) before.posterior.free()
  }
  try {
    return await use(kept)
  } finally {
    kept.users--
    if (kept !== last && kept.users === 0) kept.posterior.free()
  }
}

/** The checkpoint as it is now, and how it is solved. */
async function keyOf({ runFolder, checkpoint, solver, solverSteps }: PosteriorChoice): Promise<string> {
  const file = runFiles(runFolder).checkpoint(await chosenEpoch(runFolder, checkpoint))
  const changed = await stat(file).catch(() => null)
  return JSON.stringify([file, changed?.mtimeMs, changed?.size, solver, solverSteps])
}

async function compiled({ runFolder, checkpoint, batchOf, ...solver }: PosteriorChoice, key: string): Promise<Kept> {
  const model = await readTrainedModel(runFolder, checkpoint)
  const batch = batchOf(model)
  const posterior = flowPosterior(model, { batch, ...solver, precision: model.config.precision })
  return { key, model, batch, posterior, users: 0 }
}
