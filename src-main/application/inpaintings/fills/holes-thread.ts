import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { startWorkerPool } from '../../../workers/worker-pool.ts'
import { workerUrl } from '../../../workers/worker-url.ts'
import type { Filled } from './fill-task.ts'
import type { HolesWork, HoleTask } from './filler-of-holes.ts'
import type { HoleAnswer } from './holes-worker.ts'

/** A thread that fills holes, one after the other. End it. */
export interface HolesThread {
  /** @throws the signal's reason when aborted; CirrusError as `wienerFill` */
  fill(task: HoleTask): Promise<Filled>
  end(): Promise<void>
}

/** A thread that keeps what many fills have in common. */
export function holesThread(work: HolesWork, signal?: AbortSignal): HolesThread {
  const pool = startWorkerPool<HoleTask, HoleAnswer>(
    workerUrl('holes-worker', import.meta.url),
    1,
    work,
    (code) => new Error(`The thread that fills holes ended early (exit code ${code}).`),
    signal,
  )
  return {
    async fill(task) {
      signal?.throwIfAborted()
      const answer = await pool.ask(task)
      if ('filled' in answer) return answer.filled
      const { code, message, field } = answer.failure
      throw new CirrusError(code, message, undefined, { field })
    },
    async end() {
      await pool.end()
    },
  }
}
