import type { Run } from '../../../src-preload/contract/runs.ts'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { newestCheckpoint } from '../../engine/training/find-checkpoint.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { executorOf, queueTraining } from './queue-training.ts'

/**
 * Resumes a run from its newest readable checkpoint, up to a larger number of epochs if given. A run that never reached
 * a checkpoint starts again.
 * @throws CirrusError not-found | busy | invalid-params if it already has as many epochs | refused if none of its
 *   checkpoints can be read, or its cluster is unknown
 */
export async function resumeRun(context: Context, id: string, epochs?: number): Promise<Run> {
  const { catalog, executors } = context
  const get = () => found(catalog.runs.get(id), 'run', id)
  // Must come first: nothing may happen between the checks and queueing.
  await newestCheckpoint(get().folder)
  const run = get()
  if (isUnderWay(run)) throw new CirrusError('busy', `${run.name} is already ${run.state}.`)
  const wanted = epochs ?? run.config.epochs
  // A run stopped after its last epoch may lack the test of its best one.
  const isShort = run.state === 'complete' || epochs !== undefined ? wanted <= run.epoch : wanted < run.epoch
  if (isShort) {
    const message = `${run.name} already has ${run.epoch} epochs; set a larger number.`
    throw new CirrusError('invalid-params', message, undefined, { field: 'epochs' })
  }
  executors(executorOf(context, run))
  catalog.runs.update(id, { config: { ...run.config, epochs: wanted } })
  queueTraining(context, id)
  return get()
}
