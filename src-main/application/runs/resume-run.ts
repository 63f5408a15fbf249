import type { Run } from '../../../src-preload/contract/runs.ts'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { newestCheckpoint } from '../../engine/training/find-checkpoint.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { executorOf, queueTraining } from './queue-training.ts'

/**
 * Goes on with a run from its newest checkpoint that can be read, to more epochs where they are given. A run that never
 * reached a checkpoint begins again.
 * @throws CirrusError not-found | busy | invalid-params if it has as many already | refused if none of its checkpoints can
 * be read, or its cluster is not known
 */
export async function resumeRun(context: Context, id: string, epochs?: number): Promise<Run> {
  const { catalog, executors } = context
  const get = () => found(catalog.runs.get(id), 'run', id)
  // First: nothing may come between the checks and the queue.
  await newestCheckpoint(get().folder)
  const run = get()
  if (isUnderWay(run)) throw new CirrusError('busy', `${run.name} is already ${run.state}.`)
  const wanted = epochs ?? run.config.epochs
  // One that was stopped behind its last epoch may lack the test of its best.
  const isShort = run.state === 'complete' || epochs !== undefined ? wanted <= run.epoch : wanted < run.epoch
  if (isShort) {
    const message = `${run.name} already has ${run.epoch} epochs; ask for more.`
    throw new CirrusError('invalid-params', message, undefined, { field: 'epochs' })
  }
  executors(executorOf(context, run))
  catalog.runs.update(id, { config: { ...run.config, epochs: wanted } })
  queueTraining(context, id)
  return get()
}
