import { join } from 'node:path'
import {
  factsOfData,
  type inpaintingEvents,
  type inpaintingMethods,
} from '../../../src-preload/contract/inpaintings.ts'
import { estimateId, type ObjectivePoint } from '../../../src-preload/contract/estimators.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { freeId } from '../../../src-shared/text/names.ts'
import { readCsv } from '../../files/csv.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import { type Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { reserveFolder, takenIn } from '../host/naming.ts'
import { tellChange } from '../host/tell-change.ts'
import { shelfOf } from '../masks/shelf.ts'
import { estimateFiles } from './estimate-folder.ts'
import { allInpaintings, inpaintingOf } from './inpainting-of.ts'
import { makeProblem } from './make-problem.ts'
import { planEstimate, planInpainting } from './plan-inpainting.ts'
import { estimateJobs, queueEstimate } from './run-estimate.ts'

type InpaintingContract = { methods: typeof inpaintingMethods; events: typeof inpaintingEvents }

export function inpaintingHandlers(context: Context): Handlers<InpaintingContract> {
  const { catalog, jobs, layout } = context
  const estimates = estimateJobs(context)
  const curves = new Map<string, ObjectivePoint[]>()
  const get = (id: string) => found(inpaintingOf(catalog, id), 'inpainting', id)
  /** The ids of one estimate of an inpainting, or of all. */
  const idsOf = (id: string, estimate: string | null) =>
    estimate === null ? get(id).estimates.map((one) => one.id) : [estimates.get(estimateId(id, estimate)).id]
  return {
    'inpaintings.list': () => allInpaintings(catalog),
    'inpaintings.get': ({ id }) => get(id),

    async 'inpaintings.history'({ id, estimate }) {
      const { id: known, folder } = estimates.get(estimateId(id, estimate))
      const growing = curves.get(known)
      if (growing) return growing
      const { rows } = await readCsv(estimateFiles(folder).history).catch(() => ({ rows: [] }))
      return rows.map(([start, iteration, objective]) => ({
        start: Number(start),
        iteration: Number(iteration),
        objective: Number(objective),
      }))
    },

    async 'inpaintings.check'(order) {
      const { stem } = await planInpainting(context, order)
      return { folder: join(layout.inpaintings, freeId(stem, takenIn(layout.inpaintings, catalog.inpaintings))) }
    },

    async 'inpaintings.start'(order) {
      const { problem } = order
      const { stem, dataset, patch } = await planInpainting(context, order)
      const id = reserveFolder(layout.inpaintings, stem, catalog.inpaintings)
      const folder = join(layout.inpaintings, id)
      const made = await makeProblem(dataset.folder, problem, folder, shelfOf(context)).catch(
        async (error: unknown) => {
          await removeFolder(folder)
          throw error
        },
      )
      const { size, width, channels, statistics, createdAt } = made
      const inpainting = catalog.inpaintings.insert({
        ...{ id, datasetId: dataset.id, datasetName: dataset.name, problem },
        ...{ lon: patch.lon, lat: patch.lat, rotation: patch.rotation ?? null, split: patch.split },
        ...{ size, width, channels, unit: dataset.unit, folder, statistics, createdAt },
      })
      for (const one of order.estimates)
        queueEstimate(context, inpainting, one, one.runId === null ? null : catalog.runs.get(one.runId), curves)
      return get(id)
    },

    'inpaintings.estimate'({ id, order }) {
      const inpainting = get(id)
      queueEstimate(
        context,
        inpainting,
        order,
        planEstimate(context, order, factsOfData(inpainting.problem, inpainting), 'order'),
        curves,
      )
      return get(id)
    },

    async 'inpaintings.stop'({ id, estimate }) {
      for (const one of idsOf(id, estimate)) await estimates.stop(one)
      return get(id)
    },

    async 'inpaintings.remove'({ id, estimate }) {
      if (estimate !== null) {
        await estimates.remove(estimateId(id, estimate))
        return {}
      }
      const { folder } = get(id)
      do for (const one of idsOf(id, null)) await jobs.cancelSubject(one)
      while (idsOf(id, null).some(jobs.isOpen))
      catalog.inpaintings.remove(id)
      await removeFolder(folder)
      tellChange(context, 'inpaintings', id)
      return {}
    },
  }
}
