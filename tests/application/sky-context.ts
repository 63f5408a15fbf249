import { afterAll } from 'vitest'
import { createPatchTables } from '../../src-main/application/datasets/patch-tables.ts'
import { datasetHandlers } from '../../src-main/application/datasets/handlers.ts'
import { exportHandlers } from '../../src-main/application/exports/handlers.ts'
import type { Context } from '../../src-main/application/host/context.ts'
import { homeLayout } from '../../src-main/application/host/home.ts'
import { asCirrusError, inUserLanguageAll } from '../../src-main/application/host/user-errors.ts'
import { createColumnCache } from '../../src-main/application/maps/column-cache.ts'
import { makingHandlers } from '../../src-main/application/maps/making-handlers.ts'
import { mapHandlers } from '../../src-main/application/maps/handlers.ts'
import { statisticsHandlers } from '../../src-main/application/maps/statistics-handlers.ts'
import { openCatalog } from '../../src-main/catalog/index.ts'
import { createTileMaker } from '../../src-main/sky/hips/make-tiles.ts'
import { createJobs } from '../../src-main/jobs/queue.ts'
import { temporaryHome } from './harness.ts'

/** The parts of the application that maps and datasets need: catalog, files and jobs, but no engine. */
export function openSky() {
  const { home, remove } = temporaryHome()
  const catalog = openCatalog(home)
  const events: { name: string; payload: unknown }[] = []
  const context = {
    home,
    layout: homeLayout(home),
    catalog,
    jobs: createJobs(() => undefined, {}, asCirrusError),
    columns: createColumnCache(),
    tiles: createTileMaker(),
    patchTables: createPatchTables(),
    emit: (name: string, payload: unknown) => void events.push({ name, payload }),
  } as unknown as Context
  const control = { signal: new AbortController().signal, progress: () => undefined }
  const handlers = inUserLanguageAll({
    ...mapHandlers(context),
    ...makingHandlers(context),
    ...statisticsHandlers(context),
    ...datasetHandlers(context),
    ...exportHandlers(context),
  })
  type Handlers = typeof handlers
  afterAll(async () => {
    await context.jobs.close()
    await context.tiles.end()
    catalog.close()
    remove()
  })
  return {
    home,
    context,
    events,
    call: async <K extends keyof Handlers>(name: K, params: Parameters<Handlers[K]>[0]) =>
      (await (handlers[name] as (...args: unknown[]) => unknown)(params, control)) as Awaited<ReturnType<Handlers[K]>>,
  }
}
