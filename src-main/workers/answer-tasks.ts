import { parentPort } from 'node:worker_threads'
import type { Transferable } from 'node:worker_threads'
import type { Answered, Asked } from './worker-pool.ts'

/** An answer, and the memory in it that is handed over instead of copied. */
interface Made<Answer> {
  answer: Answer
  transfer?: Transferable[]
}

/**
 * A worker's side of a pool: answers every task with what `work` makes of it.
 * What `work` throws ends the worker, and fails what was asked of it.
 */
export function answerTasks<Task, Answer>(work: (task: Task) => Made<Answer> | Promise<Made<Answer>>): void {
  const respond = async ({ id, task }: Asked<Task>) => {
    const { answer, transfer } = await work(task)
    parentPort?.postMessage({ id, answer } satisfies Answered<Answer>, transfer)
  }
  parentPort?.on('message', (asked: Asked<Task>) => void respond(asked))
}
