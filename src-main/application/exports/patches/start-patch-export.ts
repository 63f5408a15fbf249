import type { z } from 'zod'
import type { exportMethods } from '../../../../src-preload/contract/exports.ts'
import type { Job } from '../../../../src-preload/contract/jobs.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { counted } from '../../../../src-shared/text/counted.ts'
import type { Context } from '../../host/context.ts'
import { found } from '../../host/found.ts'
import type { Keep } from '../keep.ts'
import { exportPatches } from './export-patches.ts'
import { planPatchExport } from './plan-patch-export.ts'

type Order = z.output<(typeof exportMethods)['exports.patches']['params']>

/**
 * Exports patches of a dataset of the catalog as a job.
 * @throws CirrusError not-found; conflict for a dataset that is not complete; as `planPatchExport`
 */
export async function startPatchExport(
  { catalog, jobs }: Pick<Context, 'catalog' | 'jobs'>,
  keep: Keep,
  { datasetId, folder, ...order }: Order,
): Promise<{ job: Job; done: Promise<Job> }> {
  const dataset = found(catalog.datasets.get(datasetId), 'dataset', datasetId)
  if (dataset.state !== 'complete') {
    const message = `${dataset.name} is ${dataset.state}; only patches of a complete dataset can be exported.`
    throw new CirrusError('conflict', message)
  }
  const request = { ...order, folder: dataset.folder }
  const plan = await planPatchExport(request)
  const what = counted(plan.patches.length, 'patch', 'patches')
  return jobs.start({
    kind: 'dataset',
    title: `Export ${what} of ${dataset.name}`,
    subject: datasetId,
    reads: true,
    lane: 'sky',
    async work({ signal, progress }) {
      const made = await keep({ kind: 'dataset', id: datasetId }, folder, (out) =>
        exportPatches({ ...request, out, signal, onProgress: progress }, plan),
      )
      return `${what} in ${made.folder}`
    },
  })
}
