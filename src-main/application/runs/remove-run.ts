import { removeFolder } from '../../files/remove-folder.ts'
import type { Context } from '../host/context.ts'
import { tellChange } from '../host/tell-change.ts'
import { stopPriorsOf } from '../priors/prior-jobs.ts'
import { stopRuns } from './stop-runs.ts'

/**
 * Deletes a run with its folder, priors and validations, after stopping any that are running. Estimates of inpaintings
 * made with its model are stopped likewise, and complete ones kept.
 * @throws CirrusError conflict if a job on a cluster may still write to the folder
 */
export async function removeRun(context: Context, id: string): Promise<void> {
  const { catalog, jobs } = context
  const run = catalog.runs.get(id)
  if (!run) return
  await stopRuns(context, [run])
  await jobs.cancelSubject(id)
  await stopPriorsOf(context, id)
  const ofRun = <T extends { runId: string | null }>(all: T[]) => all.filter(({ runId }) => runId === id)
  const estimates = ofRun(catalog.estimates.list())
  const validations = ofRun(catalog.validations.list())
  for (const made of [...estimates, ...validations]) await jobs.cancelSubject(made.id)
  catalog.runs.remove(id)
  for (const { folder } of [run, ...validations]) await removeFolder(folder)
  tellChange(context, 'runs', id)
  for (const inpainting of new Set(estimates.map(({ inpaintingId }) => inpaintingId)))
    tellChange(context, 'inpaintings', inpainting)
  for (const validation of validations) tellChange(context, 'validations', validation.id)
}
