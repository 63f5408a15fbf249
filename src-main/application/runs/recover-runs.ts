import { isUnderWay } from '../../../src-preload/contract/states.ts'
import type { Context } from '../host/context.ts'
import { catchUp } from './run-record.ts'

/** Marks runs of a dead host as interrupted and updates them from their folders. */
export async function recoverRuns(context: Context): Promise<void> {
  for (const run of context.catalog.runs.list()) {
    if (!isUnderWay(run)) continue
    await catchUp(context, run)
    const message = 'Cirrus exited while this run was training. It can be resumed.'
    context.catalog.runs.update(run.id, { state: 'interrupted', failure: { code: 'interrupted', message } })
  }
}
