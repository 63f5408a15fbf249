import { existsSync } from 'node:fs'
import { removeLeftovers } from '../../files/atomic.ts'
import type { Context } from '../host/context.ts'
import { shelfOf } from '../masks/shelf.ts'
import { readEstimateRecord } from './estimate-folder.ts'
import { makeProblem } from './make-problem.ts'
import { inpaintingFiles } from './inpainting-folder.ts'
import { readInpaintingRecord } from './read-inpainting.ts'
import { estimateJobs } from './run-estimate.ts'

/**
 * Marks estimates of a dead host as interrupted. Inpaintings of earlier versions get what these did not keep: folders are
 * upgraded, statistics measured, and the problems of those that never finished are written, if their dataset is still there.
 */
export async function recoverInpaintings(context: Context): Promise<void> {
  const { inpaintings, estimates, datasets } = context.catalog
  estimateJobs(context).recover()
  for (const { id, folder, statistics, datasetId, problem } of inpaintings.list()) {
    const isWritten = existsSync(inpaintingFiles(folder).record)
    if (isWritten && statistics !== null) continue
    // What its host was writing when it died.
    if (!isWritten) await removeLeftovers(folder)
    const dataset = datasetId === null ? null : datasets.get(datasetId)
    const read = () =>
      isWritten || !dataset
        ? readInpaintingRecord(folder)
        : makeProblem(dataset.folder, problem, folder, shelfOf(context))
    const record = await read().catch(() => null)
    if (record) inpaintings.update(id, { statistics: record.statistics })
  }
  for (const { id, state, statistics, folder } of estimates.list()) {
    if (state !== 'complete' || statistics !== null) continue
    const record = await readEstimateRecord(folder).catch(() => null)
    if (record) estimates.update(id, { statistics: record.statistics, result: record.result })
  }
}
