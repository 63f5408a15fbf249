import { join } from 'node:path'
import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import { withParams, type TrialParams } from '../../../src-shared/study/search-space.ts'
import type { Context } from '../host/context.ts'
import { takenIn } from '../host/naming.ts'
import { freeId } from '../../../src-shared/text/names.ts'
import { tellChange } from '../host/tell-change.ts'
import { newRun } from '../runs/new-run.ts'
import { askProposal } from './model-thread.ts'
import { changeTrial } from './run-trial.ts'

/** A trial waiting for its turn. */
export const newTrial = (studyId: string, number: number, params: TrialParams, origin: Trial['origin']): Trial => ({
  studyId,
  number,
  state: 'waiting',
  params,
  runId: null,
  value: null,
  epochs: 0,
  intermediate: [],
  failure: null,
  origin,
  createdAt: new Date().toISOString(),
  startedAt: null,
  endedAt: null,
})

/**
 * The next trial to run, with a run of its own: an interrupted one, a waiting one, or, within the budget, the sampler's
 * proposal.
 * @param begun numbers that this host has already started
 * @returns null if there is nothing to do
 */
export async function nextTrial(context: Context, study: Study, begun: ReadonlySet<number>): Promise<Trial | null> {
  const { catalog } = context
  const trials = catalog.trials.outcomes(study.id)
  const left = trials.filter(({ number }) => !begun.has(number))
  const known =
    left.find(({ state }) => state === 'interrupted' || state === 'running') ??
    left.find(({ state }) => state === 'waiting')
  if (known) return known.runId === null ? giveRun(context, study, known) : known
  if (trials.filter(({ origin }) => origin !== 'imported').length >= study.budget) return null
  const number = trials.length + 1
  const params = await askProposal(study, trials, number)
  // A trial added by hand may have taken the number meanwhile: it comes first, and the sampler is asked again with it.
  if (catalog.trials.get(study.id, number)) return nextTrial(context, study, begun)
  return params && giveRun(context, study, newTrial(study.id, number, params, 'asked'))
}

/** Adds a trial and its run to the catalog, both or neither. */
function giveRun(context: Context, study: Study, trial: Trial): Trial {
  const { catalog, layout } = context
  const runId = freeId(`${study.id}-${String(trial.number).padStart(4, '0')}`, takenIn(layout.runs, catalog.runs))
  catalog.atomically(() => {
    catalog.runs.insert(
      newRun({
        id: runId,
        name: `${study.name} ${trial.number}`,
        studyId: study.id,
        datasetId: study.datasetId,
        datasetName: study.datasetName,
        config: { ...withParams(study.base, trial.params), epochs: study.epochs },
        startWeights: null,
        folder: join(layout.runs, runId),
      }),
    )
    if (!catalog.trials.get(study.id, trial.number)) catalog.trials.insert(trial)
    catalog.trials.update(study.id, trial.number, { runId })
  })
  tellChange(context, 'runs', runId)
  tellChange(context, 'studies', study.id)
  return changeTrial(context, study.id, trial.number, {})
}
