import type { inpaintingEvents, inpaintingMethods } from '../../../src-preload/contract/inpaintings.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { readCsv } from '../../files/csv.ts'
import { computations } from '../host/computations.ts'
import { type Context } from '../host/context.ts'
import { inpaintPatch } from './inpaint-patch.ts'
import { inpaintingFiles, readInpaintingRecord } from './inpainting-folder.ts'
import { planInpainting } from './plan-inpainting.ts'

type InpaintingContract = { methods: typeof inpaintingMethods; events: typeof inpaintingEvents }

const all = (context: Context) => computations(context, 'inpainting', context.catalog.inpaintings)

/** Marks inpaintings of a dead host as interrupted; statistics of an earlier version are measured again. */
export async function recoverInpaintings(context: Context): Promise<void> {
  const { inpaintings } = context.catalog
  all(context).recover()
  for (const { id, state, statistics, folder } of inpaintings.list()) {
    if (state !== 'complete' || statistics !== null) continue
    const record = await readInpaintingRecord(folder).catch(() => null)
    if (record) inpaintings.update(id, { statistics: record.statistics })
  }
}

export function inpaintingHandlers(context: Context): Handlers<InpaintingContract> {
  const { catalog, emit, engines } = context
  const { get, begin, stop, remove } = all(context)
  return {
    'inpaintings.list': () => catalog.inpaintings.list(),
    'inpaintings.get': ({ id }) => get(id),

    async 'inpaintings.history'({ id }) {
      const { folder } = get(id)
      const { rows } = await readCsv(inpaintingFiles(folder).history).catch(() => ({ rows: [] }))
      return rows.map(([start, iteration, objective]) => ({
        start: Number(start),
        iteration: Number(iteration),
        objective: Number(objective),
      }))
    },

    async 'inpaintings.check'(order) {
      const { folder } = await planInpainting(context, order)
      return { folder }
    },

    async 'inpaintings.start'(order) {
      const { runId, config } = order
      const { id, folder, run, dataset, patch } = await planInpainting(context, order)
      return begin(
        {
          id,
          runId,
          runName: run.name,
          datasetId: dataset.id,
          config,
          lon: patch.lon,
          lat: patch.lat,
          rotation: patch.rotation ?? null,
          split: patch.split,
          size: dataset.recipe.size,
          width: dataset.recipe.width,
          unit: dataset.unit,
          folder,
          state: 'waiting',
          failure: null,
          result: null,
          statistics: null,
          createdAt: new Date().toISOString(),
        },
        {
          title: `Inpaint patch ${config.patch} (${config.mask.kind})`,
          async compute({ signal, progress }) {
            const { result, statistics } = await inpaintPatch(engines.interactive, {
              run: run.folder,
              dataset: dataset.folder,
              config,
              folder,
              signal,
              onPoint(point) {
                progress(
                  (point.start + point.iteration / config.maxIterations) / config.starts,
                  `iteration ${point.iteration}`,
                )
                emit('inpaintings.objective', { id, point })
              },
            })
            const note = `χ²/dof ${(result.chi2 / result.degreesOfFreedom).toFixed(2)}`
            return { changes: { result, statistics }, note }
          },
        },
      )
    },

    'inpaintings.stop': ({ id }) => stop(id),

    async 'inpaintings.remove'({ id }) {
      await remove(id)
      return {}
    },
  }
}
