import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { Batches } from './batches.ts'
import type { Progress } from './checkpoint.ts'
import type { Pace } from './pace.ts'
import type { PatchSource } from './patch-source.ts'
import type { TrainingProgram } from './training-program.ts'
import type { MemoryWatch } from './watch-memory.ts'

/** A training in progress: its resources and how far it got. */
export interface TrainingAtWork {
  config: TrainingConfig
  runFolder: string
  program: TrainingProgram
  source: PatchSource
  batches: Batches
  memory: MemoryWatch
  pace: Pace
  /** Updated at every step. */
  progress: Progress
  /** One row per completed epoch. */
  metrics: EpochMetrics[]
}
