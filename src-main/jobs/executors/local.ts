import type { Jobs } from '../queue.ts'
import type { Executor, TrialEnd, TrialOrder } from './executor.ts'
import { asJobs } from './trial-jobs.ts'

/**
 * Trials on this machine, in the lane of trainings, so that they take turns with what people start by hand.
 * @param capacity trainings that this machine takes at once
 * @param train runs one here and now
 */
export const createLocalExecutor = ({
  jobs,
  capacity,
  train,
}: {
  jobs: Jobs
  capacity(): number
  train(order: TrialOrder): Promise<TrialEnd>
}): Executor =>
  asJobs(jobs, 'training', {
    capacity,
    run(order) {
      order.onPhase('running', 'begins')
      return train(order)
    },
  })
