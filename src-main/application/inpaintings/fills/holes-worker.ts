import { workerData } from 'node:worker_threads'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { answerTasks } from '../../../workers/answer-tasks.ts'
import { asCirrusError } from '../../host/user-errors.ts'
import { fillerOfHoles, type HoleTask, type HolesWork } from './filler-of-holes.ts'
import type { Filled } from './fill-task.ts'

/** What the thread answers: what it made, or the error that a message cannot carry as it is. */
export type HoleAnswer = { filled: Filled } | { failure: Pick<CirrusError, 'code' | 'message' | 'field'> }

const fill = fillerOfHoles(workerData as HolesWork)

answerTasks<HoleTask, HoleAnswer>(async (task) => {
  try {
    return { answer: { filled: await fill(task) } }
  } catch (thrown) {
    const error = asCirrusError(thrown)
    if (!(error instanceof CirrusError)) throw thrown
    const { code, message, field } = error
    return { answer: { failure: { code, message, field } } }
  }
})
