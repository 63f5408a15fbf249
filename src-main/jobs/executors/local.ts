import type { Jobs } from '../queue.ts'
import type { Executor, TrialEnd, TrialOrder } from './executor.ts'
import { asJobs } from './trial-jobs.ts'

/**
 * Trials on this machine, in the lane of trainings, so that they take turns with trainings started by hand.
 * @param capacity number of trainings this machine takes at once
 * @param train runs one in this process
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
