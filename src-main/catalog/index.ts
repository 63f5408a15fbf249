import { mkdirSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { datasetSchema } from '../../src-preload/contract/datasets.ts'
import { exportSchema } from '../../src-preload/contract/exports.ts'
import { inpaintingSchema } from '../../src-preload/contract/inpaintings.ts'
import { skyMapSchema } from '../../src-preload/contract/maps.ts'
import { runSchema } from '../../src-preload/contract/runs.ts'
import { studySchema } from '../../src-preload/contract/studies.ts'
import { validationSchema } from '../../src-preload/contract/validations.ts'
import { CatalogError, openDatabase, readDatabase } from './database.ts'
import { createEpochMetrics } from './epoch-metrics.ts'
import { createRepository } from './repository.ts'
import { createTrials } from './trials.ts'

export { CatalogError }

/** A map as it is stored: whether its file is still there is looked up, not kept. */
export const storedMapSchema = skyMapSchema.omit({ present: true })

/**
 * Opens the catalog of a home folder (made if need be): maps, datasets, runs, epoch metrics, studies, trials,
 * validations, inpaintings, exports.
 * @throws CatalogError if another instance holds the home, or the file can't be used
 */
export function openCatalog(home: string) {
  mkdirSync(home, { recursive: true })
  const { database, close } = openDatabase(home)
  return { ...tablesOf(database), close }
}
export type Catalog = ReturnType<typeof openCatalog>

/**
 * Looks into the catalog of a home that another process may hold; nothing can be changed.
 * @throws CatalogError if the file can't be used
 */
export function readCatalog<T>(home: string, look: (catalog: Omit<Catalog, 'close'>) => T): T {
  const database = readDatabase(home)
  try {
    return look(tablesOf(database))
  } finally {
    database.close()
  }
}

function tablesOf(database: Database.Database) {
  return {
    maps: createRepository(database, 'maps', storedMapSchema, { columns: 'json', demo: 'boolean' }, 'added_at'),
    datasets: createRepository(database, 'datasets', datasetSchema, {
      recipe: 'json',
      failure: 'json',
      splits: 'json',
    }),
    runs: createRepository(database, 'runs', runSchema, {
      config: 'json',
      failure: 'json',
      tags: 'json',
      starred: 'boolean',
      archived: 'boolean',
    }),
    metrics: createEpochMetrics(database),
    studies: createRepository(database, 'studies', studySchema, {
      objective: 'json',
      base: 'json',
      space: 'json',
      sampler: 'json',
      pruner: 'json',
      executor: 'json',
      environments: 'json',
      failure: 'json',
    }),
    trials: createTrials(database),
    validations: createRepository(database, 'validations', validationSchema, {
      config: 'json',
      failure: 'json',
      summary: 'json',
    }),
    inpaintings: createRepository(database, 'inpaintings', inpaintingSchema, {
      config: 'json',
      failure: 'json',
      result: 'json',
      statistics: 'json',
    }),
    exports: createRepository(database, 'exports', exportSchema, { source: 'json', files: 'json' }),
    /** All of the changes, or (where one throws, or the machine dies) none of them. */
    atomically: <T>(changes: () => T): T => database.transaction(changes)(),
  }
}
