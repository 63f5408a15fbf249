import { removeFolder } from '../../files/remove-folder.ts'
import type { Context } from '../host/context.ts'
import { tellChange } from '../host/tell-change.ts'
import { stopPriorsOf, trainsPrior } from '../priors/prior-jobs.ts'
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
  const ofRun = <T extends { runId: string | null }>(all: T[]) => all.filter(({ runId }) => runId === id)
  const estimatesOf = () => ofRun(catalog.estimates.list())
  const validationsOf = () => ofRun(catalog.validations.list())
  const subjects = () => [id, ...[...estimatesOf(), ...validationsOf()].map((made) => made.id)]
  // Each may be started again while others are stopped.
  do {
    await stopRuns(context, [run])
    await stopPriorsOf(context, id)
    for (const subject of subjects()) await jobs.cancelSubject(subject)
  } while (subjects().some(jobs.isOpen) || trainsPrior(context, id))
  const [estimates, validations] = [estimatesOf(), validationsOf()]
  catalog.runs.remove(id)
  for (const { folder } of [run, ...validations]) await removeFolder(folder)
  tellChange(context, 'runs', id)
  for (const inpainting of new Set(estimates.map(({ inpaintingId }) => inpaintingId)))
    tellChange(context, 'inpaintings', inpainting)
  for (const validation of validations) tellChange(context, 'validations', validation.id)
}
