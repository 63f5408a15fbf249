import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { JobOrder, Jobs } from '../queue.ts'
import { trainingProgress } from '../training-progress.ts'
import type { Executor } from './executor.ts'

/**
 * An executor whose trials are jobs of this host: they are seen, stopped by their run's id and waited for as whatever
 * else takes long.
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
          dropped: () => reject(new CirrusError('cancelled', 'Stopped before its turn came.')),
          async work({ signal, progress }) {
            let fraction: number | null = null
            try {
              const end = await executor.run({
                ...order,
                signal,
                onPhase(phase, note) {
                  progress(fraction, note)
                  order.onPhase(phase, note)
                },
                onStep(step) {
                  const [done, note] = trainingProgress(step)
                  fraction = done
                  progress(done, note)
                  order.onStep(step)
                },
                onEpoch(metrics) {
                  progress(fraction, `epoch ${metrics.epoch} of ${order.config.epochs}`)
                  order.onEpoch(metrics)
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
  }
}
