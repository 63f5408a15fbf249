import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Jobs } from '../queue.ts'
import { trainingProgress } from '../training-progress.ts'
import type { Executor, TrialEnd, TrialOrder } from './executor.ts'

/**
 * Trials on this machine, each a job in the lane of trainings, so that they take turns with what people start by hand.
 * @param capacity trainings that this machine takes at once
 * @param train runs one here and now
 */
export function createLocalExecutor({
  jobs,
  capacity,
  train,
}: {
  jobs: Jobs
  capacity(): number
  train(order: TrialOrder): Promise<TrialEnd>
}): Executor {
  const jobOf = (runId: string) => jobs.list().findLast(({ kind, subject }) => kind === 'run' && subject === runId)
  return {
    kind: 'local',
    capacity,

    run: (order) =>
      new Promise((resolve, reject) => {
        const { job } = jobs.start({
          kind: 'run',
          title: order.title,
          subject: order.runId,
          lane: 'training',
          dropped: () => reject(new CirrusError('cancelled', 'Stopped before its turn came.')),
          async work({ signal, progress }) {
            order.onStart()
            try {
              const end = await train({
                ...order,
                signal,
                onStep(step) {
                  progress(...trainingProgress(step))
                  order.onStep(step)
                },
              })
              resolve(end)
              return end.state === 'complete' ? `${end.epoch} epochs` : `stopped after epoch ${end.epoch}`
            } catch (error) {
              reject(error)
              throw error
            }
          },
        })
        const stop = () => jobs.cancel(job.id)
        if (order.signal.aborted) stop()
        else order.signal.addEventListener('abort', stop, { once: true })
      }),

    async poll({ runId }) {
      const state = jobOf(runId)?.state
      return state === 'waiting' || state === 'running' ? state : null
    },
    cancel: ({ runId }) => jobs.cancelSubject(runId),
    async log({ runId }) {
      const job = jobOf(runId)
      return job ? [job.note, job.failure?.details].filter(Boolean).join('\n') : ''
    },
  }
}
