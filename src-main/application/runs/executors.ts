import { setTimeout } from 'node:timers/promises'
import type { ExecutorChoice } from '../../../src-shared/study/specification.ts'
import { newestCheckpoint } from '../../engine/training/find-checkpoint.ts'
import { holderOf } from '../../engine/training/hold-run.ts'
import type { Executor } from '../../jobs/executors/executor.ts'
import { createLocalExecutor } from '../../jobs/executors/local.ts'
import { asJobs } from '../../jobs/executors/trial-jobs.ts'
import type { Jobs } from '../../jobs/queue.ts'
import type { Engines } from '../host/engines.ts'
import { trainRun } from './train-run.ts'
import type { SlurmClusters } from '../settings/slurm-clusters.ts'

/** The executor for runs and trials, by choice. @throws CirrusError refused for an unknown choice */
export type Executors = (choice: ExecutorChoice) => Executor

export function createExecutors({
  jobs,
  engines,
  slurm,
}: {
  jobs: Jobs
  engines: Engines
  slurm: SlurmClusters
}): Executors {
  const local = createLocalExecutor({
    jobs,
    capacity: () => engines.trainers,
    train: ({ datasetFolder, runFolder, config, startWeights, ...order }) =>
      engines.train(async (engine) => {
        await untilFree(runFolder, order.signal)
        return trainRun(engine, {
          ...order,
          dataset: datasetFolder,
          folder: runFolder,
          config: (await newestCheckpoint(runFolder)) === null ? config : null,
          weights: startWeights,
          epochs: config.epochs,
        })
      }),
  })
  return (choice) => (choice.kind === 'local' ? local : asJobs(jobs, 'cluster', slurm.executor(choice.profile)))
}

/** Waits until the engine of a dead host notices that, between two steps, and releases its run. */
export async function untilFree(runFolder: string, signal: AbortSignal): Promise<void> {
  const end = performance.now() + 60_000
  while (performance.now() < end && !signal.aborted && (await holderOf(runFolder))) await setTimeout(100)
}
