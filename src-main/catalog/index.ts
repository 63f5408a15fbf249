import { existsSync, mkdirSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { datasetSchema } from '../../src-preload/contract/datasets.ts'
import { estimateSchema } from '../../src-preload/contract/estimators.ts'
import { exportSchema } from '../../src-preload/contract/exports.ts'
import { inpaintingSchema } from '../../src-preload/contract/inpaintings.ts'
import { skyMapSchema } from '../../src-preload/contract/maps.ts'
import { runSchema } from '../../src-preload/contract/runs.ts'
import { studySchema } from '../../src-preload/contract/studies.ts'
import { validationSchema } from '../../src-preload/contract/validations.ts'
import { CatalogError } from './catalog-error.ts'
import { openDatabase, readDatabase } from './database.ts'
import { createEpochMetrics } from './epoch-metrics.ts'
import { createRepository } from './repository.ts'
import { createTrials } from './trials.ts'

export { CatalogError }

/** A stored map. Whether its file still exists is checked when needed, not stored. */
export const storedMapSchema = skyMapSchema.omit({ present: true })

/** A stored problem; its estimates have a table of their own. */
const storedInpaintingSchema = inpaintingSchema.omit({ estimates: true })

/**
 * Opens the catalog of a home folder, creating it if necessary: maps, datasets, runs, epoch metrics, studies, trials,
 * validations, inpaintings and their estimates, exports. `restored` says which backup took the place of one that was damaged or gone.
 * @throws CatalogError if another instance holds the home, or the file can't be used
 */
export function openCatalog(home: string) {
  if (!existsSync(home)) mkdirSync(home)
  const { database, restored, close } = openDatabase(home, inspect)
  return { ...tablesOf(database), restored, close }
}
export type Catalog = ReturnType<typeof openCatalog>
export type CatalogTables = ReturnType<typeof tablesOf>

/**
 * Opens read-only the catalog of a home that another process may hold.
 * @throws CatalogError if the file can't be used
 */
export function readCatalog<T>(home: string, look: (catalog: CatalogTables) => T): T {
  const database = readDatabase(home)
  try {
    return look(tablesOf(database))
  } finally {
    database.close()
  }
}

/** Opens every table, and looks at the text in it. */
function inspect(database: Database.Database): string | null {
  const { maps, datasets, runs, studies, trials, validations, inpaintings, estimates, exports } = tablesOf(database)
  for (const table of [maps, datasets, runs, studies, trials, validations, inpaintings, estimates, exports]) {
    const damage = table.damage()
    if (damage !== null) return damage
  }
  return null
}

function tablesOf(database: Database.Database) {
  return {
    maps: createRepository(
      database,
      'maps',
      storedMapSchema,
      { grid: 'json', columns: 'json', demo: 'boolean' },
      'added_at',
    ),
    datasets: createRepository(database, 'datasets', datasetSchema, {
      recipe: 'json',
      stack: 'json',
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
      latents: 'json',
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
    inpaintings: createRepository(database, 'inpaintings', storedInpaintingSchema, {
      problem: 'json',
      statistics: 'json',
    }),
    estimates: createRepository(database, 'estimates', estimateSchema, {
      estimator: 'json',
      failure: 'json',
      result: 'json',
      statistics: 'json',
    }),
    exports: createRepository(database, 'exports', exportSchema, { source: 'json', files: 'json' }),
    /** Applies all changes, or none if one throws or the machine fails. */
    atomically: <T>(changes: () => T): T => database.transaction(changes)(),
  }
}
