import { isUnderWay } from '../../../src-preload/contract/states.ts'
import { clearAfterKill } from '../../engine/training/hold-run.ts'
import type { Context } from '../host/context.ts'
import { executorOf } from './queue-training.ts'
import { removeHalfRecords } from './run-folder.ts'
import { catchUp } from './run-record.ts'

/** Marks runs of a dead host as interrupted, updates them from their folders, and removes what was half-written there. */
export async function recoverRuns(context: Context): Promise<void> {
  for (const run of context.catalog.runs.list()) {
    if (!isUnderWay(run)) continue
    // On a cluster its training may be alive.
    if (executorOf(context, run).kind === 'local') {
      await removeHalfRecords(run.folder)
      await clearAfterKill(run.folder)
    }
    await catchUp(context, run)
    const message = 'Cirrus exited while this run was training. It can be resumed.'
    context.catalog.runs.update(run.id, { state: 'interrupted', failure: { code: 'interrupted', message } })
  }
}
