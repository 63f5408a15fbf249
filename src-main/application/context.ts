import type { CirrusContract } from '../../src-preload/contract/index.ts'
import type { EventName, EventOf } from '../../src-preload/rpc/table.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import type { Catalog } from '../catalog/index.ts'
import type { Jobs } from '../jobs/queue.ts'
import type { Engines } from './engines.ts'
import type { Executors } from './executors.ts'
import type { homeLayout } from './home.ts'
import type { ColumnCache } from './column-cache.ts'
import type { PatchTables } from './patch-tables.ts'
import type { ValidationRecords } from './validation-records.ts'
import type { Decodings } from './decodings.ts'
import type { SlurmClusters } from './slurm.ts'

export type Emit = <K extends EventName<CirrusContract>>(name: K, payload: EventOf<CirrusContract, K>) => void

/** What every domain of the application works with. */
export interface Context {
  home: string
  layout: ReturnType<typeof homeLayout>
  catalog: Catalog
  jobs: Jobs
  columns: ColumnCache
  patchTables: PatchTables
  validationRecords: ValidationRecords
  decodings: Decodings
  emit: Emit
  engines: Engines
  executors: Executors
  slurm: SlurmClusters
}

/** The record, or a failure that names what was asked for. @throws CirrusError not-found */
export function found<T>(record: T | null | undefined, what: string, id: string): T {
  if (record === null || record === undefined) throw new CirrusError('not-found', `There is no ${what} ${id}.`)
  return record
}
