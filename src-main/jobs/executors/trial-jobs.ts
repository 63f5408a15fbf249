import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { JobOrder, Jobs } from '../queue.ts'
import { trainingProgress } from '../training-progress.ts'
import type { Executor, TrialEnd } from './executor.ts'

/**
 * An executor whose trials are jobs of this host: they are listed, stopped by their run's id and waited for like any
 * other long task.
 * @param lane in which they take turns
 */
export function asJobs(jobs: Jobs, lane: JobOrder['lane'], executor: Executor): Executor {
  return {
    ...executor,
    run: (order) =>
      new Promise((resolve, reject) => {
        const { job } = jobs.start({
          kind: 'run',
          title: order.title,
          subject: order.runId,
          lane,
          dropped() {
            order.onDropped?.()
            reject(new CirrusError('cancelled', 'Stopped before it started.'))
          },
          async work({ signal, progress }) {
            let fraction: number | null = null
            let secondsLeft: number | null = null
            try {
              const end = await executor.run({
                ...order,
                signal,
                onPhase(phase, note) {
                  progress(fraction, note, secondsLeft)
                  order.onPhase(phase, note)
                },
                onStep(step) {
                  const [done, note, left] = trainingProgress(step)
                  fraction = done
                  secondsLeft = left
                  progress(done, note, left)
                  order.onStep(step)
                },
                onEpoch(metrics) {
                  progress(fraction, `epoch ${metrics.epoch} of ${order.config.epochs}`, secondsLeft)
                  order.onEpoch(metrics)
                },
              })
              await order.onEnd?.(end)
              resolve(end)
              return noteOf(end)
            } catch (error) {
              await order.onFailure?.(error)
              reject(error)
              throw error
            }
          },
        })
        const stop = () => jobs.cancel(job.id)
        if (order.signal.aborted) stop()
        else order.signal.addEventListener('abort', stop, { once: true })
      }),
  }
}

function noteOf({ state, epoch, stoppedEarly }: TrialEnd): string {
  if (state === 'interrupted') return `stopped after epoch ${epoch}`
  const epochs = epoch === 1 ? '1 epoch' : `${epoch} epochs`
  return stoppedEarly ? `${epochs}, stopped early` : epochs
}
