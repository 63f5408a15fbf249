import { parentPort, workerData } from 'node:worker_threads'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { asCirrusError } from '../../host/user-errors.ts'
import type { Filled, FillProgress, FillTask } from './fill-task.ts'
import { surfaceFill } from './surface-fill.ts'
import { wienerFill } from './wiener-fill.ts'

/** What the thread tells: how far it is, and at the end what it made, or the error that a message cannot carry as it is. */
export type FillMessage =
  { fraction: number; note: string } | { filled: Filled } | { failure: Pick<CirrusError, 'code' | 'message' | 'field'> }

const tell = (message: FillMessage) => parentPort?.postMessage(message)
const progress: FillProgress = (fraction, note) => tell({ fraction, note })

async function fill(task: FillTask): Promise<Filled> {
  return task.kind === 'wiener' ? wienerFill(task, progress) : surfaceFill(task)
}

try {
  tell({ filled: await fill(workerData as FillTask) })
} catch (thrown) {
  const error = asCirrusError(thrown)
  if (!(error instanceof CirrusError)) throw thrown
  const { code, message, field } = error
  tell({ failure: { code, message, field } })
}
