import type { Catalog } from '../../catalog/index.ts'
import type { Jobs } from '../../jobs/queue.ts'
import type { Emit } from './emit.ts'
import type { Engines } from './engines.ts'
import type { Executors } from '../runs/executors.ts'
import type { homeLayout } from './home.ts'
import type { TileMaker } from '../../sky/hips/make-tiles.ts'
import type { ColumnCache } from '../maps/column-cache.ts'
import type { PatchTables } from '../datasets/patch-tables.ts'
import type { ValidationRecords } from '../validations/validation-records.ts'
import type { Decodings } from '../validations/decodings.ts'
import type { Supply } from '../tensorflow/supply.ts'
import type { SlurmClusters } from '../settings/slurm-clusters.ts'

/** What all domains of the application share. */
export interface Context {
  home: string
  layout: ReturnType<typeof homeLayout>
  catalog: Catalog
  jobs: Jobs
  columns: ColumnCache
  tiles: TileMaker
  patchTables: PatchTables
  validationRecords: ValidationRecords
  decodings: Decodings
  emit: Emit
  engines: Engines
  executors: Executors
  slurm: SlurmClusters
  tensorflow: Supply
}
