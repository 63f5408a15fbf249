import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Run, runEvents, runMethods, TrainingConfig } from '../../src-preload/contract/runs.ts'
import { CirrusError, type ErrorCode } from '../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../src-preload/rpc/server.ts'
import { openSafetensors } from '../files/safetensors.ts'
import { newestCheckpoint, readProgress } from '../engine/training/checkpoint.ts'
import { runFiles } from '../engine/training/run-folder.ts'
import { bestOf, readMetrics } from '../engine/training/metrics.ts'
import { failureOf } from '../jobs/queue.ts'
import { found, type Context } from './context.ts'
import { datedId, slug, takenIn } from './naming.ts'
import { presets } from './operations/preset-config.ts'
import { readRun } from './operations/run-folder.ts'
import { trainRun } from './operations/train-run.ts'

type RunContract = { methods: typeof runMethods; events: typeof runEvents }

/** Ends of a training after which it can go on as it is. */
const leavesCheckpoint: readonly ErrorCode[] = [
  'cancelled',
  'engine-lost',
  'engine-killed',
  'engine-hung',
  'device-failed',
]

/** Puts a run into the training queue: from its beginning, or (config null) from its last checkpoint. */
export function queueTraining(context: Context, id: string, config: TrainingConfig | null) {
  const { catalog, jobs, emit, engines } = context
  const run = found(catalog.runs.get(id), 'run', id)
  const dataset = found(run.datasetId === null ? null : catalog.datasets.get(run.datasetId), 'dataset', run.datasetName)
  const change = (changes: Partial<Run>) => {
    catalog.runs.update(id, changes)
    emit('runs.changed', { id })
  }
  change({ state: 'waiting', failure: null, endedAt: null })
  return jobs.start({
    kind: 'run',
    title: `Train ${run.name}`,
    subject: id,
    lane: 'training',
    dropped: () => change({ state: 'interrupted', endedAt: new Date().toISOString() }),
    async work({ signal, progress }) {
      change({ state: 'running', startedAt: run.startedAt ?? new Date().toISOString() })
      try {
        const end = await engines.train((engine) =>
          trainRun(engine, {
            dataset: dataset.folder,
            folder: run.folder,
            config,
            weights: run.startWeights,
            epochs: run.config.epochs,
            signal,
            onDevice: ({ device, parameters }) => change({ device, parameters }),
            onStep(step) {
              progress(
                (step.epoch - 1 + step.step / step.stepsPerEpoch) / step.epochs,
                `epoch ${step.epoch} of ${step.epochs}`,
              )
              emit('runs.step', { id, step })
            },
            onEpoch(metrics) {
              catalog.metrics.put(id, metrics)
              const { bestValidationNegativeElbo: best } = catalog.runs.get(id)!
              const better = best === null || metrics.validationNegativeElbo < best
              emit('runs.epoch', { id, metrics })
              change({
                epoch: metrics.epoch,
                ...(better
                  ? { bestEpoch: metrics.epoch, bestValidationNegativeElbo: metrics.validationNegativeElbo }
                  : {}),
              })
            },
          }),
        )
        change({ state: end.state, epoch: end.epoch, endedAt: new Date().toISOString() })
        if (end.state === 'interrupted') return `stopped after epoch ${end.epoch}`
        return end.stoppedEarly ? `${end.epoch} epochs, ended early` : `${end.epoch} epochs`
      } catch (error) {
        // A dead engine or a stop loses nothing but the epoch in progress: the run can go on from its last checkpoint.
        // The engine may have died between an epoch's checkpoint and its word of it.
        await catchUp(context, run)
        const lost = error instanceof CirrusError && leavesCheckpoint.includes(error.code)
        change({ state: lost ? 'interrupted' : 'failed', failure: failureOf(error), endedAt: new Date().toISOString() })
        throw error
      }
    },
  })
}

/**
 * Puts into the catalog what a run's folder holds and the catalog may have missed: the epochs up to the last checkpoint.
 * metrics.csv is written first, so its rows beyond that are made again when the run is resumed.
 */
async function catchUp({ catalog, emit }: Context, { id, folder }: Run): Promise<void> {
  const checkpoint = await newestCheckpoint(folder).catch(() => null)
  const last = checkpoint
    ? await readProgress(checkpoint).then(
        ({ epoch }) => epoch,
        () => 0,
      )
    : 0
  const metrics = (await readMetrics(runFiles(folder).metrics).catch(() => [])).filter(({ epoch }) => epoch <= last)
  const newest = metrics.at(-1)
  if (!newest || !catalog.runs.get(id)) return
  const known = new Set(catalog.metrics.of(id).map(({ epoch }) => epoch))
  for (const row of metrics) {
    if (known.has(row.epoch)) continue
    catalog.metrics.put(id, row)
    emit('runs.epoch', { id, metrics: row })
  }
  const best = bestOf(metrics)!
  catalog.runs.update(id, {
    epoch: newest.epoch,
    bestEpoch: best.epoch,
    bestValidationNegativeElbo: best.validationNegativeElbo,
  })
}

/** Runs that a dead host left as running are interrupted, and hold what their folders say. */
export async function recoverRuns(context: Context): Promise<void> {
  for (const run of context.catalog.runs.list()) {
    if (run.state !== 'running' && run.state !== 'waiting') continue
    await catchUp(context, run)
    context.catalog.runs.update(run.id, {
      state: 'interrupted',
      failure: { code: 'interrupted', message: 'Cirrus ended while this run was training. It can be resumed.' },
    })
  }
}

export function runHandlers(context: Context): Handlers<RunContract> {
  const { catalog, jobs, layout, emit } = context
  const get = (id: string) => found(catalog.runs.get(id), 'run', id)
  return {
    'runs.list': ({ studyId }) => catalog.runs.list().filter((run) => studyId === undefined || run.studyId === studyId),
    'runs.get': ({ id }) => get(id),
    'runs.metrics': ({ id }) => (get(id), catalog.metrics.of(id)),
    'runs.environments': async ({ id }) => (await readRun(get(id).folder)).record.environments,
    'runs.presets': () => presets,

    async 'runs.start'({ datasetId, name, config, weights }) {
      // A file that can't be used is refused here; whether its layers fit, the engine knows.
      if (weights !== null) await (await openSafetensors(weights)).close()
      const dataset = found(catalog.datasets.get(datasetId), 'dataset', datasetId)
      if (dataset.state !== 'complete') {
        throw new CirrusError('conflict', `${dataset.name} is ${dataset.state}; a run needs a complete dataset.`)
      }
      if (dataset.recipe.size !== config.size) {
        throw new CirrusError(
          'invalid-params',
          `${dataset.name} has patches of ${dataset.recipe.size} px, the configuration is for ${config.size} px. Set its size to ${dataset.recipe.size}.`,
        )
      }
      const id = datedId(slug(name ?? config.preset), takenIn(layout.runs, catalog.runs))
      catalog.runs.insert({
        id,
        name: name ?? id,
        studyId: null,
        datasetId,
        datasetName: dataset.name,
        config,
        startWeights: weights === null ? null : resolve(weights),
        folder: join(layout.runs, id),
        state: 'waiting',
        failure: null,
        epoch: 0,
        bestEpoch: null,
        bestValidationNegativeElbo: null,
        device: null,
        parameters: null,
        createdAt: new Date().toISOString(),
        startedAt: null,
        endedAt: null,
        starred: false,
        note: '',
        tags: [],
        archived: false,
      })
      queueTraining(context, id, config)
      return get(id)
    },

    async 'runs.stop'({ id }) {
      get(id)
      await jobs.cancelSubject(id)
      return get(id)
    },

    async 'runs.resume'({ id, epochs }) {
      // A run that never reached a checkpoint begins again. Looked up first: nothing may come between the checks and the queue.
      const anew = (await newestCheckpoint(get(id).folder)) === null
      const run = get(id)
      if (run.state === 'running' || run.state === 'waiting')
        throw new CirrusError('busy', `${run.name} is ${run.state} already.`)
      const wanted = epochs ?? run.config.epochs
      if (wanted <= run.epoch) {
        throw new CirrusError('invalid-params', `${run.name} has ${run.epoch} epochs already; ask for more than that.`)
      }
      const config = { ...run.config, epochs: wanted }
      catalog.runs.update(id, { config })
      queueTraining(context, id, anew ? config : null)
      return get(id)
    },

    'runs.update'({ id, ...changes }) {
      const run = found(catalog.runs.update(id, changes), 'run', id)
      emit('runs.changed', { id })
      return run
    },

    async 'runs.remove'({ id }) {
      const run = get(id)
      await jobs.cancelSubject(id)
      const inpaintings = catalog.inpaintings.list().filter(({ runId }) => runId === id)
      for (const inpainting of inpaintings) await jobs.cancelSubject(inpainting.id)
      catalog.runs.remove(id)
      await rm(run.folder, { recursive: true, force: true })
      for (const { folder } of inpaintings) await rm(folder, { recursive: true, force: true })
      emit('runs.changed', { id })
      for (const inpainting of inpaintings) emit('inpaintings.changed', { id: inpainting.id })
      return {}
    },
  }
}
