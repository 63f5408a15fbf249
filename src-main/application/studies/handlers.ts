import { join } from 'node:path'
import { spaceFaults } from '../../../src-shared/study/space-faults.ts'
import type { Study, StudySummary, studyEvents, studyMethods, Trial } from '../../../src-preload/contract/studies.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { checkConfiguration, SearchSpaceError } from '../../../src-shared/optimize/index.ts'
import { found } from '../host/found.ts'
import { type Context } from '../host/context.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import { readRunLog } from '../runs/run-log.ts'
import { reserveFolder } from '../host/naming.ts'
import { freeId, slug } from '../../../src-shared/text/names.ts'
import { tellChange } from '../host/tell-change.ts'
import { removeRun } from '../runs/remove-run.ts'
import { resumeRun } from '../runs/resume-run.ts'
import { stopRuns } from '../runs/stop-runs.ts'
import { createConductor } from './conductor.ts'
import { sameTrial } from './history.ts'
import { importedTrials } from './import-trials.ts'
import { keepPrior } from './keep-prior.ts'
import { askImportance, askModel } from './model-thread.ts'
import { newTrial } from './next-trial.ts'
import { changeTrial } from './run-trial.ts'
import { bestTrial } from '../../../src-shared/study/best-trial.ts'
import { whyUnmeasured } from '../../../src-shared/study/unmeasured.ts'
import { datasetToStudy, latentsToStudy } from './study-source.ts'
import { summarise } from './summary.ts'
import { writeStudy } from './write-study.ts'

type StudyContract = { methods: typeof studyMethods; events: typeof studyEvents }

/** @throws CirrusError refused for an unusable space, objective or executor */
function checkStudy(
  { executors }: Context,
  { space, objective, base, epochs, executor }: Pick<Study, 'space' | 'objective' | 'base' | 'epochs' | 'executor'>,
) {
  const [fault] = spaceFaults(space, base)
  if (fault) throw new SearchSpaceError(fault.name, fault.field, fault.reason)
  const unmeasured = whyUnmeasured(objective, base, epochs)
  if (unmeasured) {
    const remedy =
      unmeasured === 'test'
        ? `set testEvery to ${epochs} epochs or fewer`
        : "a flow's loss has one term only, use validationLoss or testLoss"
    const message = `${objective.metric} is never measured: ${remedy}.`
    throw new CirrusError('refused', message, undefined, { field: 'objective' })
  }
  executors(executor)
}

export function studyHandlers(context: Context): Handlers<StudyContract> {
  const { catalog, layout } = context
  const conductor = createConductor(context)
  const get = (id: string): Study => found(catalog.studies.get(id), 'study', id)
  const summary = (id: string): StudySummary => summarise(get(id), catalog.trials.outcomes(id))
  const getTrial = (id: string, number: number): Trial =>
    found(catalog.trials.get(id, number), `trial of ${get(id).name}:`, String(number))
  const isNamed = (name: string, but?: string) =>
    catalog.studies.list().some((study) => study.name === name && study.id !== but)
  /** @throws CirrusError conflict if another study has the name: commands identify studies by name */
  const checkName = (name: string, id?: string) => {
    if (!isNamed(name, id)) return
    const remedy = id === undefined ? 'resume it, or choose another name' : 'choose another name'
    throw new CirrusError('conflict', `A study named ${name} already exists: ${remedy}.`, undefined, { field: 'name' })
  }
  const add = (id: string, trials: readonly Trial[]) => {
    catalog.atomically(() => trials.forEach((trial) => catalog.trials.insert(trial)))
    for (const { number } of trials) changeTrial(context, id, number, {})
    tellChange(context, 'studies', id)
    conductor.wake(id)
  }

  return {
    'studies.list': () => catalog.studies.list().map(({ id }) => summary(id)),
    'studies.get': ({ id }) => summary(id),
    'studies.trials': ({ id }) => (get(id), catalog.trials.of(id)),

    async 'studies.start'({ datasetId, latents, name, ...spec }) {
      const source = latents
        ? await latentsToStudy(context, latents, spec.base)
        : datasetToStudy(context, datasetId, spec.base)
      checkStudy(context, spec)
      if (name !== undefined) checkName(name)
      const id = freeId(
        slug(name ?? `${source.latents?.runName ?? source.datasetId}-study`),
        (taken) => catalog.studies.get(taken) !== null || isNamed(taken),
      )
      catalog.studies.insert({
        id,
        name: name ?? id,
        datasetFolder: join(layout.studies, id, 'latents'),
        ...source,
        ...spec,
        environments: [],
        state: 'waiting',
        failure: null,
        createdAt: new Date().toISOString(),
        startedAt: null,
        endedAt: null,
      })
      conductor.start(id)
      return summary(id)
    },

    'studies.pause'({ id }) {
      get(id)
      conductor.pause(id)
      return summary(id)
    },
    'studies.resume'({ id }) {
      get(id)
      conductor.start(id)
      return summary(id)
    },
    async 'studies.stop'({ id }) {
      get(id)
      await conductor.stop(id)
      return summary(id)
    },

    'studies.update'({ id, ...given }) {
      const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
      checkStudy(context, { ...get(id), ...changes })
      if (given.name !== undefined) checkName(given.name, id)
      catalog.studies.update(id, changes)
      tellChange(context, 'studies', id)
      conductor.wake(id)
      return summary(id)
    },

    'studies.enqueue'({ id, params }) {
      const study = get(id)
      checkConfiguration(study.space, params)
      const trials = catalog.trials.outcomes(id)
      const same = sameTrial(study, trials, params)
      if (same) throw new CirrusError('conflict', `Trial ${same.number} of ${study.name} already has these parameters.`)
      const trial = newTrial(id, trials.length + 1, params, 'enqueued')
      add(id, [trial])
      return trial
    },

    'studies.trainLonger'({ id, number, epochs }) {
      const { direction, name } = get(id)
      const trial = number === null ? bestTrial(direction, catalog.trials.outcomes(id)) : getTrial(id, number)
      if (!trial?.runId) {
        throw new CirrusError(
          'conflict',
          `${name} has no ${number === null ? 'best trial' : `trial ${number}`} with a run.`,
        )
      }
      return resumeRun(context, trial.runId, epochs)
    },

    async 'studies.keepPrior'({ id, ...choice }) {
      return keepPrior(context, get(id), choice)
    },

    'studies.importance': ({ id }) => askImportance(get(id), catalog.trials.outcomes(id)),

    'studies.model'({ id, x, y, size }) {
      const study = get(id)
      const axis = (name: string) =>
        found(
          study.space.find((parameter) => parameter.name === name),
          `parameter of ${study.name}:`,
          name,
        )
      return askModel(study, catalog.trials.outcomes(id), [axis(x), axis(y)], size)
    },

    'studies.import'({ id, from }) {
      const known = catalog.trials.outcomes(id)
      const { imported, skipped } = importedTrials(get(id), known, get(from), catalog.trials.of(from))
      add(id, imported)
      return { imported: imported.length, skipped }
    },

    async 'studies.export'({ id, format, file }) {
      const [study, trials] = [get(id), catalog.trials.of(id)]
      if (file !== null) return writeStudy(file, format, study, trials)
      const exportId = reserveFolder(layout.exports, id, catalog.exports)
      const folder = join(layout.exports, exportId)
      const written = await writeStudy(join(folder, `trials.${format}`), format, study, trials)
      const source = { kind: 'study' as const, id }
      catalog.exports.insert({ id: exportId, source, folder, files: [written], createdAt: new Date().toISOString() })
      tellChange(context, 'exports', exportId)
      return written
    },

    async 'studies.log'({ id, number }) {
      const { runId } = getTrial(id, number)
      const run = runId === null ? null : catalog.runs.get(runId)
      return { text: run ? await readRunLog(run.folder) : '' }
    },

    async 'studies.remove'({ id, keepRuns }) {
      const { name, latents } = get(id)
      if (latents && keepRuns) {
        const message = `The trials of ${name} need its latents, and go with it. Keep what you want as priors first.`
        throw new CirrusError('conflict', message)
      }
      // It may be resumed while its runs are stopped and removed.
      do {
        await conductor.stop(id)
        const runs = catalog.runs.list().filter(({ studyId }) => studyId === id)
        await stopRuns(context, runs)
        if (!keepRuns) for (const run of runs) await removeRun(context, run.id)
      } while (context.jobs.isOpen(id))
      catalog.studies.remove(id)
      if (latents) await removeFolder(join(layout.studies, id))
      tellChange(context, 'studies', id)
      return {}
    },
  }
}
