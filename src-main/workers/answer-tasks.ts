import { parentPort } from 'node:worker_threads'
import type { Transferable } from 'node:worker_threads'
import type { Answered, Asked } from './worker-pool.ts'

/** An answer, and its buffers to transfer instead of copying. */
interface Made<Answer> {
  answer: Answer
  transfer?: Transferable[]
}

/**
 * The worker's side of a pool: answers each task with the result of `work`.
 * An error in `work` ends the worker and rejects its tasks.
 */
export function answerTasks<Task, Answer>(work: (task: Task) => Made<Answer> | Promise<Made<Answer>>): void {
  const respond = async ({ id, task }: Asked<Task>) => {
    const { answer, transfer } = await work(task)
    parentPort?.postMessage({ id, answer } satisfies Answered<Answer>, transfer)
  }
  parentPort?.on('message', (asked: Asked<Task>) => void respond(asked))
}
