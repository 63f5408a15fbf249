import { Worker } from 'node:worker_threads'

/** Worker threads that take tasks in turn. */
export interface WorkerPool<Task, Answer> {
  /**
   * Tasks of one worker are answered in order.
   * @param worker its number, from 0; by default workers take turns
   */
  ask(task: Task, worker?: number): Promise<Answer>
  /** Rejects all unanswered tasks. */
  fail(reason: unknown): void
  end(): Promise<void>
}

/** The messages to a worker and back; see `answerTasks`. */
export type Asked<Task> = { id: number; task: Task }
export type Answered<Answer> = { id: number; answer: Answer }

/**
 * Starts workers that run the same program. If one fails or exits early, all unanswered tasks are rejected.
 * @param program its address, from `workerUrl`
 * @param endedEarly creates the error for a worker that exited early, from its exit code
 * @param signal when aborted, rejects all unanswered tasks with its reason
 */
export function startWorkerPool<Task, Answer>(
  program: URL,
  size: number,
  workerData: unknown,
  endedEarly: (code: number) => Error,
  signal?: AbortSignal,
): WorkerPool<Task, Answer> {
  const pending = new Map<number, PromiseWithResolvers<Answer>>()
  let ended = false
  const fail = (reason: unknown) => {
    for (const { reject } of pending.values()) reject(reason)
    pending.clear()
  }
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(program, { workerData, execArgv: [] })
    worker.on('message', ({ id, answer }: Answered<Answer>) => {
      pending.get(id)?.resolve(answer)
      pending.delete(id)
    })
    worker.on('error', fail)
    worker.on('exit', (code) => {
      if (!ended) fail(endedEarly(code))
    })
    return worker
  })
  const giveUp = () => fail(signal?.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  let asked = 0
  return {
    ask(task, worker) {
      const answer = Promise.withResolvers<Answer>()
      answer.promise.catch(() => undefined) // awaited in order; a failure ahead of its turn is not an unhandled one
      const id = asked++
      pending.set(id, answer)
      workers[(worker ?? id) % workers.length].postMessage({ id, task } satisfies Asked<Task>)
      return answer.promise
    },
    fail,
    async end() {
      ended = true
      signal?.removeEventListener('abort', giveUp)
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

/**
 * Answers of a pool in task order. At most `ahead` tasks are in progress, so that a slow consumer slows the workers
 * down. Leaving the loop ends the workers.
 * @throws the signal's reason when aborted; the error of a worker
 */
export async function* answersInOrder<Task, Answer>(
  pool: WorkerPool<Task, Answer>,
  tasks: number,
  taskOf: (index: number) => Task,
  ahead: number,
  signal?: AbortSignal,
): AsyncGenerator<Answer, void, undefined> {
  const giveUp = () => pool.fail(signal?.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  try {
    signal?.throwIfAborted()
    const answers: Promise<Answer>[] = []
    for (let index = 0; index < Math.min(ahead, tasks); index++) answers.push(pool.ask(taskOf(index)))
    for (let index = 0; index < tasks; index++) {
      const answer = await answers.shift()!
      if (index + ahead < tasks) answers.push(pool.ask(taskOf(index + ahead)))
      yield answer
      signal?.throwIfAborted()
    }
  } finally {
    signal?.removeEventListener('abort', giveUp)
    await pool.end()
  }
}
