import type { Transferable } from 'node:worker_threads'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { answerTasks } from '../../workers/answer-tasks.ts'
import { standbyWorker } from '../../workers/standby.ts'
import { asCirrusError } from './user-errors.ts'

/** An answer, or the error that a message cannot carry as it is. */
type Outcome<Answer> = { answer: Answer } | { failure: Pick<CirrusError, 'code' | 'message' | 'field'> }

/**
 * Asks a worker thread that waits for tasks, so that the host answers other calls meanwhile. The worker of a task that is
 * given up is ended.
 * @param program its address, from `workerUrl`; it calls `answerAside`
 * @param does what it does: `plans patches`
 * @returns a function that throws what the work throws, as the user sees it
 */
export function aside<Task, Answer>(program: URL, does: string): (task: Task, signal?: AbortSignal) => Promise<Answer> {
  const worker = standbyWorker<Task, Outcome<Answer>>(
    program,
    (code) => new CirrusError('internal', `The worker that ${does} ended early (exit code ${code}).`),
  )
  return async (task, signal) => {
    const outcome = await worker.ask(task, signal)
    if ('answer' in outcome) return outcome.answer
    const { code, message, field } = outcome.failure
    throw new CirrusError(code, message, undefined, { field })
  }
}

/**
 * The worker's side of `aside`.
 * @param transferOf buffers of an answer that are handed over instead of copied
 */
export function answerAside<Task, Answer>(
  work: (task: Task) => Answer | Promise<Answer>,
  transferOf: (answer: Answer) => Transferable[] = () => [],
): void {
  answerTasks(async (task: Task): Promise<{ answer: Outcome<Answer>; transfer?: Transferable[] }> => {
    try {
      const answer = await work(task)
      return { answer: { answer }, transfer: transferOf(answer) }
    } catch (thrown) {
      const error = asCirrusError(thrown)
      if (!(error instanceof CirrusError)) throw thrown
      const { code, message, field } = error
      return { answer: { failure: { code, message, field } } }
    }
  })
}
