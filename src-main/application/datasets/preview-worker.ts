import { answerTasks } from '../../workers/answer-tasks.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { asCirrusError } from '../host/user-errors.ts'
import { computePreview, type PreviewAnswer, type PreviewTask } from './compute-preview.ts'

/** An answer, or the error that a message cannot carry as it is. */
export type PreviewOutcome = { answer: PreviewAnswer } | { failure: Pick<CirrusError, 'code' | 'message' | 'field'> }

answerTasks(async (task: PreviewTask): Promise<{ answer: PreviewOutcome }> => {
  try {
    return { answer: { answer: await computePreview(task) } }
  } catch (thrown) {
    const error = asCirrusError(thrown)
    if (!(error instanceof CirrusError)) throw thrown
    const { code, message, field } = error
    return { answer: { failure: { code, message, field } } }
  }
})
