import { parentPort } from 'node:worker_threads'
import type { Transferable } from 'node:worker_threads'
import type { Answered, Asked } from './crew.ts'

/**
 * A worker's side of a crew: answers every task with what `work` makes of it.
 * @param work the answer, and the memory in it that is handed over instead of copied
 */
export function answerTasks<Task, Answer>(work: (task: Task) => { answer: Answer; transfer?: Transferable[] }): void {
  parentPort?.on('message', ({ id, task }: Asked<Task>) => {
    const { answer, transfer } = work(task)
    parentPort?.postMessage({ id, answer } satisfies Answered<Answer>, transfer)
  })
}
