import type { Catalog } from '../../catalog/index.ts'
import { inpaintingOf } from '../inpaintings/inpainting-of.ts'
import { withPresence } from '../maps/with-presence.ts'
import { summarise } from '../studies/summary.ts'
import type { Context } from './context.ts'

const orNull = <T, R>(record: T | null, shown: (record: T) => R): R | null => (record === null ? null : shown(record))

/** The records of each table as sent to a window; null for a removed one. */
const records = {
  maps: ({ maps }: Catalog, id: string) => orNull(maps.get(id), withPresence),
  datasets: ({ datasets }: Catalog, id: string) => datasets.get(id),
  runs: ({ runs }: Catalog, id: string) => runs.get(id),
  studies: ({ studies, trials }: Catalog, id: string) =>
    orNull(studies.get(id), (study) => summarise(study, trials.outcomes(id))),
  validations: ({ validations }: Catalog, id: string) => validations.get(id),
  inpaintings: inpaintingOf,
  exports: ({ exports }: Catalog, id: string) => exports.get(id),
}

/** Sends a changed record of the catalog to every door. */
export function tellChange(
  { catalog, emit }: Pick<Context, 'catalog' | 'emit'>,
  table: keyof typeof records,
  id: string,
): void {
  emit(`${table}.changed`, { id, record: records[table](catalog, id) } as never)
}
