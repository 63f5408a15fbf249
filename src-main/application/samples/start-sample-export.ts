import type { z } from 'zod'
import type { exportMethods } from '../../../src-preload/contract/exports.ts'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import type { Keep } from '../exports/keep.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { drawSamples } from './draw-samples.ts'
import { planSamples } from './plan-samples.ts'

type Order = z.output<(typeof exportMethods)['exports.samples']['params']>

/**
 * Draws samples of a run of the catalog into files, as a job.
 * @throws CirrusError not-found; as `planSamples`
 */
export async function startSampleExport(
  { catalog, engines, jobs }: Pick<Context, 'catalog' | 'engines' | 'jobs'>,
  keep: Keep,
  { runId, folder, ...order }: Order,
): Promise<{ job: Job; done: Promise<Job> }> {
  const run = found(catalog.runs.get(runId), 'run', runId)
  const request = { ...order, run: run.folder }
  // What can't be drawn is refused in the form, not in the tray.
  const plan = await planSamples(request)
  const what = counted(plan.count, 'sample')
  return jobs.start({
    kind: 'run',
    title: `Draw ${what} of ${run.name}`,
    subject: runId,
    reads: true,
    lane: 'interactive',
    async work({ signal, progress }) {
      const made = await keep({ kind: 'run', id: runId }, folder, async (out) => {
        const draw = { ...request, folder: out, signal, onProgress: progress }
        const { files } = await drawSamples(engines.interactive, draw, plan)
        return files
      })
      return `${what} in ${made.folder}`
    },
  })
}
