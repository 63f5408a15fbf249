import { join } from 'node:path'
import type { inpaintingEvents, inpaintingMethods } from '../../../src-preload/contract/inpaintings.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { readCsv } from '../../files/csv.ts'
import { computations } from '../host/computations.ts'
import { found } from '../host/found.ts'
import { type Context } from '../host/context.ts'
import { inUserLanguage } from '../host/user-errors.ts'
import { freeId, slug, takenIn } from '../host/naming.ts'
import { inpaintPatch, readMask } from './inpaint-patch.ts'
import { inpaintingFiles } from './inpainting-folder.ts'

type InpaintingContract = { methods: typeof inpaintingMethods; events: typeof inpaintingEvents }

const all = (context: Context) => computations(context, 'inpainting', context.catalog.inpaintings)

export const recoverInpaintings = (context: Context): void => all(context).recover()

export function inpaintingHandlers(context: Context): Handlers<InpaintingContract> {
  const { catalog, layout, emit, engines } = context
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

    async 'inpaintings.start'({ runId, config }) {
      const run = found(catalog.runs.get(runId), 'run', runId)
      const dataset = found(
        run.datasetId === null ? null : catalog.datasets.get(run.datasetId),
        'dataset',
        run.datasetName,
      )
      if (run.epoch === 0)
        throw new CirrusError('conflict', `${run.name} has no checkpoint yet; train it for an epoch first.`)
      const patches = await context.patchTables.of(dataset)
      const patch = found(patches[config.patch], 'patch', String(config.patch))
      // A mask that can't be used is refused here: nothing of it gets into the catalog.
      await inUserLanguage(() => readMask(config.mask, dataset.recipe.size))
      const mask = config.mask.kind
      const id = freeId(
        slug(`${run.id}-patch-${config.patch}-${mask}`),
        takenIn(layout.inpaintings, catalog.inpaintings),
      )
      const folder = join(layout.inpaintings, id)
      return begin(
        {
          id,
          runId,
          runName: run.name,
          datasetId: dataset.id,
          config,
          lon: patch.lon,
          lat: patch.lat,
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
          title: `Inpaint patch ${config.patch} (${mask})`,
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
            const note = `chi2 / dof ${(result.chi2 / result.degreesOfFreedom).toFixed(2)}`
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
