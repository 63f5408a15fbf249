import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { Batches } from './batches.ts'
import type { Progress } from './checkpoint.ts'
import type { Pace } from './pace.ts'
import type { PatchSource } from './patch-source.ts'
import type { TrainingProgram } from './training-program.ts'
import type { MemoryWatch } from './watch-memory.ts'

/** A training that is at work: what it has, and how far it got. */
export interface TrainingAtWork {
  config: TrainingConfig
  runFolder: string
  program: TrainingProgram
  source: PatchSource
  batches: Batches
  memory: MemoryWatch
  pace: Pace
  /** Changes with every step. */
  progress: Progress
  /** One row for each complete epoch. */
  metrics: EpochMetrics[]
}
