import { Worker } from 'node:worker_threads'
import type { Answered, Asked } from './worker-pool.ts'

/** A worker thread that waits for its next task, so that none has to start first. */
export interface StandbyWorker<Task, Answer> {
  /**
   * Another worker is started while one is busy; of a task that is given up, the worker is ended.
   * @throws the signal's reason when aborted; the error of the worker
   */
  ask(task: Task, signal?: AbortSignal): Promise<Answer>
}

/**
 * @param program its address, from `workerUrl`
 * @param endedEarly creates the error for a worker that exited early, from its exit code
 */
export function standbyWorker<Task, Answer>(
  program: URL,
  endedEarly: (code: number) => Error,
): StandbyWorker<Task, Answer> {
  let waiting: Worker | null = null
  const take = (): Worker => {
    const worker = waiting ?? new Worker(program, { execArgv: [] })
    waiting = null
    return worker
  }
  return {
    async ask(task, signal) {
      signal?.throwIfAborted()
      const worker = take()
      worker.ref()
      const answer = Promise.withResolvers<Answer>()
      answer.promise.catch(() => undefined) // of a task that can't be sent, nobody waits for it
      const onMessage = (message: Answered<Answer>) => answer.resolve(message.answer)
      const onExit = (code: number) => answer.reject(endedEarly(code))
      const giveUp = () => answer.reject(signal?.reason)
      worker.on('message', onMessage).on('error', answer.reject).on('exit', onExit)
      signal?.addEventListener('abort', giveUp, { once: true })
      try {
        worker.postMessage({ id: 0, task } satisfies Asked<Task>)
        const given = await answer.promise
        worker.off('message', onMessage).off('error', answer.reject).off('exit', onExit)
        if (waiting) void worker.terminate()
        else {
          // A waiting worker does not keep the process alive.
          worker.unref()
          waiting = worker
        }
        return given
      } catch (error) {
        void worker.terminate()
        throw error
      } finally {
        signal?.removeEventListener('abort', giveUp)
      }
    },
  }
}
