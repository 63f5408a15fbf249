import type { SearchModel, Study, Trial } from '../../../src-preload/contract/studies.ts'
import type { Parameter, ParameterImportance } from '../../optimize/index.ts'
import { startCrew } from '../../threads/crew.ts'
import { workerUrl } from '../../threads/worker-url.ts'

/** A question of a study's model: over two axes, or without them what each parameter matters. */
export interface ModelTask {
  study: Study
  trials: readonly Trial[]
  axes: readonly [Parameter, Parameter] | null
  /** Values along an axis of numbers. */
  size: number
}

/** Asks on a thread of its own: a fit to hundreds of trials takes seconds in which the host answers others. */
async function ask<Answer>(task: ModelTask): Promise<Answer> {
  const crew = startCrew<ModelTask, Answer>(
    workerUrl('model-worker', import.meta.url),
    1,
    null,
    (code) => new Error(`The thread that fits a study's model ended early (exit code ${code}).`),
  )
  try {
    // The model has no use of the curves, the longest part of a trial.
    return await crew.ask({ ...task, trials: task.trials.map((trial) => ({ ...trial, intermediate: [] })) })
  } finally {
    await crew.end()
  }
}

/** What each parameter matters; null while there are too few trials. */
export const askImportance = (study: Study, trials: readonly Trial[]) =>
  ask<ParameterImportance[] | null>({ study, trials, axes: null, size: 0 })

/** The model over two parameters; null while there are too few trials. */
export const askModel = (study: Study, trials: readonly Trial[], axes: readonly [Parameter, Parameter], size: number) =>
  ask<SearchModel | null>({ study, trials, axes, size })
