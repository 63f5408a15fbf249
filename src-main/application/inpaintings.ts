import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Inpainting, inpaintingEvents, inpaintingMethods } from '../../src-preload/contract/inpaintings.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../src-preload/rpc/server.ts'
import { readCsv } from '../files/csv.ts'
import { failureOf } from '../jobs/queue.ts'
import { found, type Context } from './context.ts'
import { inUserLanguage } from './errors.ts'
import { freeId, slug, takenIn } from './naming.ts'
import { inpaintPatch, readMask } from './operations/inpaint-patch.ts'
import { inpaintingFiles } from './operations/inpainting-folder.ts'

type InpaintingContract = { methods: typeof inpaintingMethods; events: typeof inpaintingEvents }

/** Inpaintings that a dead host left as running are interrupted: they are begun again by hand. */
export function recoverInpaintings({ catalog }: Context): void {
  for (const { id, state } of catalog.inpaintings.list()) {
    if (state === 'running' || state === 'waiting') catalog.inpaintings.update(id, { state: 'interrupted' })
  }
}

export function inpaintingHandlers(context: Context): Handlers<InpaintingContract> {
  const { catalog, jobs, layout, emit, engines } = context
  const get = (id: string) => found(catalog.inpaintings.get(id), 'inpainting', id)
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
      catalog.inpaintings.insert({
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
      })
      const change = (changes: Partial<Inpainting>) => {
        catalog.inpaintings.update(id, changes)
        emit('inpaintings.changed', { id })
      }
      emit('inpaintings.changed', { id })
      jobs.start({
        kind: 'inpainting',
        title: `Inpaint patch ${config.patch} (${mask})`,
        subject: id,
        lane: 'interactive',
        dropped: () => change({ state: 'interrupted' }),
        async work({ signal, progress }) {
          change({ state: 'running' })
          try {
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
            change({ state: 'complete', result, statistics })
            return `chi2 / dof ${(result.chi2 / result.degreesOfFreedom).toFixed(2)}`
          } catch (error) {
            change(signal.aborted ? { state: 'interrupted' } : { state: 'failed', failure: failureOf(error) })
            throw error
          }
        },
      })
      return get(id)
    },

    async 'inpaintings.stop'({ id }) {
      get(id)
      await jobs.cancelSubject(id)
      return get(id)
    },

    async 'inpaintings.remove'({ id }) {
      const { folder } = get(id)
      await jobs.cancelSubject(id)
      catalog.inpaintings.remove(id)
      await rm(folder, { recursive: true, force: true })
      emit('inpaintings.changed', { id })
      return {}
    },
  }
}
