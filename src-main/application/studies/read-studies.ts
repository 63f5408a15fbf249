import type { StudySummary, Trial } from '../../../src-preload/contract/studies.ts'
import { CatalogError, openCatalog, readCatalog, type CatalogTables } from '../../catalog/index.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { recoverStudies } from './conductor.ts'
import { summarise } from './summary.ts'

export interface StudyRecord {
  study: StudySummary
  trials: Trial[]
}

/**
 * The studies of a home with their trials, whether or not another Cirrus holds it.
 * @returns the studies, and whether the home is held
 * @throws CatalogError if its catalog can't be used
 */
export async function readStudies(home: string): Promise<{ studies: StudyRecord[]; isHeld: boolean }> {
  const all = (catalog: CatalogTables) =>
    catalog.studies.list().map((study) => {
      const trials = catalog.trials.of(study.id)
      return { study: summarise(study, trials), trials }
    })
  try {
    await makeFolder(home)
    const catalog = openCatalog(home)
    try {
      // Nobody holds the home, so anything still running in it was left by a killed host.
      recoverStudies({ catalog })
      return { studies: all(catalog), isHeld: false }
    } finally {
      catalog.close()
    }
  } catch (error) {
    if (!(error instanceof CatalogError) || error.code !== 'home-in-use') throw error
    return { studies: readCatalog(home, all), isHeld: true }
  }
}
