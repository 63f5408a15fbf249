import { createHash } from 'node:crypto'
import type { TrialParams } from '../../../src-shared/study/search-space.ts'
import type { SearchModel, Study, Trial } from '../../../src-preload/contract/studies.ts'
import type { Parameter, ParameterImportance } from '../../../src-shared/optimize/index.ts'
import { startWorkerPool } from '../../workers/worker-pool.ts'
import { workerUrl } from '../../workers/worker-url.ts'
import { createMemo, jsonBytes, MEGABYTE } from '../host/memo.ts'
import { proposeTrial } from './search.ts'

/** A question for the model of a study's trials. */
export type ModelTask = { study: Study; trials: readonly Trial[] } & (
  | { kind: 'importance' }
  /** Over two axes, with `size` values along a numeric one. */
  | { kind: 'model'; axes: readonly [Parameter, Parameter]; size: number }
  | { kind: 'proposal'; number: number }
)

/** Asks in a separate thread: a fit to hundreds of trials takes seconds, in which the host must stay responsive. */
async function ask<Answer>(task: ModelTask): Promise<Answer> {
  const pool = startWorkerPool<ModelTask, Answer>(
    workerUrl('model-worker', import.meta.url),
    1,
    null,
    (code) => new Error(`The thread that fits a study's model ended early (exit code ${code}).`),
  )
  try {
    // The model does not use the curves, the largest part of a trial.
    return await pool.ask({ ...task, trials: task.trials.map((trial) => ({ ...trial, intermediate: [] })) })
  } finally {
    await pool.end()
  }
}

const answers = createMemo<unknown>({ bytes: 8 * MEGABYTE, sizeOf: jsonBytes })

/** A short fingerprint of the data a model is fitted to: it changes whenever the answer may change. */
function fingerprint({ study, trials }: ModelTask): string {
  const { space, base, direction, seed } = study
  const known = trials.map(({ number, state, value, params, origin }) => [number, state, value, params, origin])
  return createHash('sha256')
    .update(JSON.stringify([space, base, direction, seed, known]))
    .digest('base64')
}

/** Asks once per state of a study, however many views request the answer. */
const askOnce = <Answer>(question: string, task: ModelTask) =>
  answers.get(`${question} ${fingerprint(task)}`, () => ask<Answer>(task)) as Promise<Answer>

/** Parameter importance; null while there are too few trials. */
export const askImportance = (study: Study, trials: readonly Trial[]) =>
  askOnce<ParameterImportance[] | null>(study.id, { kind: 'importance', study, trials })

/** The model over two parameters; null while there are too few trials. */
export const askModel = (study: Study, trials: readonly Trial[], axes: readonly [Parameter, Parameter], size: number) =>
  askOnce<SearchModel | null>(JSON.stringify([study.id, axes.map(({ name }) => name), size]), {
    kind: 'model',
    study,
    trials,
    axes,
    size,
  })

/** For fewer trials than this, fitting is faster than starting a thread. */
const fewTrials = 60

/** Like `proposeTrial`, without blocking the host if there are many trials to learn from. */
export const askProposal = (study: Study, trials: readonly Trial[], number: number): Promise<TrialParams | null> =>
  trials.length < fewTrials || study.sampler.kind === 'random' || study.sampler.kind === 'sobol'
    ? proposeTrial(study, trials, number)
    : ask({ kind: 'proposal', study, trials, number })
