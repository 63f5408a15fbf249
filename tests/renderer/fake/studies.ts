import type {
  ExportedFile,
  Run,
  Study,
  studyEvents,
  studyMethods,
  StudySummary,
  Trial,
} from '../../../src-preload/contract/index.ts'
import type { SearchParameter } from '../../../src-shared/study/search-space.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { prior } from './priors.ts'
import { summaryOf, trialRecord, worth } from './study-records.ts'

interface Surroundings {
  runs: readonly Run[]
  changed: (id: string, record: StudySummary | null) => void
  told: (id: string, trial: Trial) => void
  /** Adds a file to the exports. */
  kept: (id: string, file: ExportedFile) => void
}

/** The studies of an in-memory host: they change as requested, and train nothing. */
export function createFakeStudies(
  studies: Study[],
  trials: Map<string, Trial[]>,
  { runs, changed, told, kept }: Surroundings,
) {
  const found = (id: string): Study => {
    const study = studies.find((one) => one.id === id)
    if (!study) throw new CirrusError('not-found', `There is no study ${id}.`)
    return study
  }
  const of = (id: string): Trial[] => (found(id), trials.get(id) ?? [])
  const summary = (id: string): StudySummary => summaryOf(found(id), of(id))
  const change = (id: string, changes: Partial<Study>): StudySummary => {
    Object.assign(found(id), changes)
    changed(id, summary(id))
    return summary(id)
  }
  const add = (id: string, trial: Trial): Trial => {
    trials.set(id, [...of(id), trial])
    told(id, trial)
    changed(id, summary(id))
    return trial
  }
  const end = (id: string, state: Study['state']) => change(id, { state, endedAt: new Date().toISOString() })
  const axis = (parameter: SearchParameter, size: number) => {
    if (parameter.kind === 'categorical') return { name: parameter.name, values: parameter.choices }
    const { low, high, log } = parameter
    const at = (share: number) => (log ? low * (high / low) ** share : low + (high - low) * share)
    return { name: parameter.name, values: Array.from({ length: size }, (_, i) => at(i / (size - 1))) }
  }

  const handlers: Handlers<{ methods: typeof studyMethods; events: typeof studyEvents }> = {
    'studies.list': () => studies.map(({ id }) => summary(id)),
    'studies.get': ({ id }) => summary(id),
    'studies.trials': ({ id }) => of(id),
    'studies.start': ({ datasetId, latents, name, ...spec }) => {
      if (studies.some((study) => study.name === name)) {
        throw new CirrusError('conflict', `A study named ${name} already exists: resume it, or choose another name.`)
      }
      const of = latents ? runs.find(({ folder }) => folder === latents.run) : undefined
      const id = `${(name ?? `${of?.id ?? datasetId}-study`).replaceAll(' ', '-')}-new`
      const now = new Date().toISOString()
      studies.unshift({
        id,
        name: name ?? id,
        datasetId,
        datasetName: of?.datasetName ?? datasetId ?? '',
        datasetFolder: `/home/astro/.local/share/cirrus/datasets/${datasetId}`,
        datasetFingerprint: '5f70bf18',
        latents: latents && {
          ...{ checkpoint: latents.checkpoint, prior: latents.prior, epoch: of?.bestEpoch ?? 1 },
          ...{ runId: of?.id ?? null, runName: of?.name ?? latents.run, runFolder: latents.run },
        },
        ...spec,
        environments: [],
        state: 'running',
        failure: null,
        createdAt: now,
        startedAt: now,
        endedAt: null,
      })
      changed(id, summary(id))
      return summary(id)
    },
    'studies.pause': ({ id }) => change(id, { state: 'paused' }),
    'studies.resume': ({ id }) => change(id, { state: 'running', failure: null, endedAt: null }),
    'studies.stop': ({ id }) => end(id, 'interrupted'),
    'studies.update': ({ id, ...changes }) => change(id, changes),
    'studies.enqueue': ({ id, params }) => {
      const same = of(id).find((trial) => JSON.stringify(trial.params) === JSON.stringify(params))
      if (same) throw new CirrusError('conflict', `Trial ${same.number} of ${id} already has these parameters.`)
      const number = of(id).length + 1
      return add(id, trialRecord(found(id), number, 'waiting', { params, origin: 'enqueued' }))
    },
    'studies.trainLonger': ({ id, number, epochs }) => {
      const { best } = summary(id)
      const trial = of(id).find((one) => one.number === (number ?? best?.number))
      if (!trial?.runId) throw new CirrusError('conflict', `${id} has no trial with a run.`)
      const config = { ...runs[0].config, epochs }
      return { ...structuredClone(runs[0]), id: trial.runId, name: `${id} ${trial.number}`, studyId: id, config }
    },
    'studies.keepPrior': ({ id, number, name }) => {
      const { latents, best } = summary(id)
      if (!latents) throw new CirrusError('conflict', `${id} is a study on a dataset: its trials are runs, not priors.`)
      if (!best && number === null) throw new CirrusError('conflict', `${id} has no best trial.`)
      return prior(latents.runId ?? '', name ?? latents.prior)
    },
    'studies.importance': ({ id }) => {
      const { space } = found(id)
      if (summary(id).counts.complete < space.length + 2) return null
      return space.map(({ name }, i) => ({ name, first: 0.55 / (i + 1) ** 1.5, total: 0.62 / (i + 1) ** 1.4 }))
    },
    'studies.model': ({ id, x, y, size }) => {
      const study = found(id)
      const { best } = summary(id)
      if (!best) return null
      const [along, up] = [x, y].map((name) => {
        const parameter = study.space.find((one) => one.name === name)
        if (!parameter) throw new CirrusError('not-found', `There is no parameter of ${study.name}: ${name}.`)
        return axis(parameter, size)
      })
      const at = up.values.flatMap((b) => along.values.map((a) => ({ ...best.params, [x]: a, [y]: b })))
      return {
        x: along,
        y: up,
        mean: at.map((params) => worth(params)),
        deviation: at.map((params) => 8 + 0.1 * Math.abs(worth(params) - best.value)),
      }
    },
    'studies.import': ({ id, from }) => {
      const names = found(id).space.map(({ name }) => name)
      const known = of(from).filter(({ state }) => state === 'complete')
      const fitting = known.filter(({ params }) => names.every((name) => name in params))
      for (const trial of fitting) {
        add(id, { ...trial, studyId: id, number: of(id).length + 1, runId: null, origin: 'imported' })
      }
      return {
        imported: fitting.length,
        skipped: {
          unfinished: of(from).length - known.length,
          shorter: 0,
          outside: known.length - fitting.length,
          known: 0,
        },
      }
    },
    'studies.export': ({ id, format, file }) => {
      found(id)
      const path = file ?? `/home/astro/.local/share/cirrus/exports/${id}/trials.${format}`
      const written = { name: path.slice(path.lastIndexOf('/') + 1), path, size: 4096 }
      if (file === null) kept(id, written)
      return written
    },
    'studies.log': ({ id, number }) => {
      const trial = of(id).find((one) => one.number === number)
      if (!trial) throw new CirrusError('not-found', `There is no trial of ${id}: ${number}.`)
      return { text: trial.intermediate.map(({ epoch, value }) => `epoch ${epoch}: ${value.toFixed(2)}\n`).join('') }
    },
    'studies.remove': ({ id }) => {
      studies.splice(studies.indexOf(found(id)), 1)
      trials.delete(id)
      changed(id, null)
      return {}
    },
  }

  /** Changes or adds a trial and sends its event, as training does. */
  const tellTrial = (id: string, trial: Trial) => {
    trials.set(id, [...of(id).filter(({ number }) => number !== trial.number), trial])
    told(id, trial)
    changed(id, summary(id))
  }
  return { handlers, tellTrial }
}
