import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { Run, runEvents, runMethods, TrainingStep } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { openSafetensors } from '../../files/safetensors.ts'
import { newestCheckpoint } from '../../engine/training/checkpoint.ts'
import type { Executor } from '../../jobs/executors/executor.ts'
import { trainingProgress } from '../../jobs/training-progress.ts'
import { found } from '../host/found.ts'
import { inField } from '../host/in-field.ts'
import { type Context } from '../host/context.ts'
import { takenIn } from '../host/naming.ts'
import { datedId, slug } from '../../../src-shared/text/names.ts'
import { tellChange } from '../host/tell-change.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { listRunFiles, readRun } from './run-folder.ts'
import { readRunLog } from './run-log.ts'
import { trainRun } from './train-run.ts'
import { catchUp, recordRun } from './run-record.ts'

type RunContract = { methods: typeof runMethods; events: typeof runEvents }

/** The cluster that a run belongs to as a trial of a study; null: it trains here. @throws CirrusError refused if its profile is gone */
function clusterOf({ catalog, slurm }: Context, { studyId }: Run): Executor | null {
  const study = studyId === null ? null : catalog.studies.get(studyId)
  return study?.executor.kind === 'slurm' ? slurm.executor(study.executor.profile) : null
}

/**
 * Puts a run into the training queue: from its beginning, or (config null) from its last checkpoint.
 * @param cluster where it trains; null: on this machine
 */
function queueTraining(context: Context, id: string, config: TrainingConfig | null, cluster: Executor | null = null) {
  const { catalog, jobs, engines } = context
  const run = found(catalog.runs.get(id), 'run', id)
  const dataset = found(run.datasetId === null ? null : catalog.datasets.get(run.datasetId), 'dataset', run.datasetName)
  const record = recordRun(context, id)
  record.queued()
  return jobs.start({
    kind: 'run',
    title: `Train ${run.name}`,
    subject: id,
    lane: cluster ? 'cluster' : 'training',
    dropped: record.dropped,
    async work({ signal, progress }) {
      const told = {
        signal,
        onDevice: record.onDevice,
        onStep(step: TrainingStep) {
          progress(...trainingProgress(step))
          record.onStep(step)
        },
        onEpoch: record.onEpoch,
      }
      const trainHere = () => {
        record.begun()
        const { folder, startWeights: weights } = run
        const { epochs } = run.config
        return engines.train((engine) =>
          trainRun(engine, { dataset: dataset.folder, folder, config, weights, epochs, ...told }),
        )
      }
      const trainOn = (executor: Executor) =>
        executor.run({
          runId: id,
          runFolder: run.folder,
          title: `Train ${run.name}`,
          datasetFolder: dataset.folder,
          config: run.config,
          ...told,
          onPhase(phase, note) {
            progress(null, note)
            if (phase === 'running') record.begun()
            else record.queued()
          },
        })
      try {
        const end = await (cluster ? trainOn(cluster) : trainHere())
        record.ended(end)
        if (end.state === 'interrupted') return `stopped after epoch ${end.epoch}`
        return 'stoppedEarly' in end && end.stoppedEarly ? `${end.epoch} epochs, ended early` : `${end.epoch} epochs`
      } catch (error) {
        await record.failed(error, run.folder)
        throw error
      }
    },
  })
}

/** Runs that a dead host left as running are interrupted, and hold what their folders say. */
export async function recoverRuns(context: Context): Promise<void> {
  for (const run of context.catalog.runs.list()) {
    if (!isUnderWay(run)) continue
    await catchUp(context, run)
    context.catalog.runs.update(run.id, {
      state: 'interrupted',
      failure: { code: 'interrupted', message: 'Cirrus ended while this run was training. It can be resumed.' },
    })
  }
}

/**
 * @param field of the form that holds the configuration, for what is said of its size
 * @throws CirrusError not-found | conflict if it is not complete | invalid-params if its patches have another size
 */
export function datasetToTrainOn(
  { catalog }: Context,
  id: string,
  size: number,
  field: 'config' | 'base' = 'config',
): Dataset {
  const dataset = found(catalog.datasets.get(id), 'dataset', id)
  if (dataset.state !== 'complete') {
    const message = `${dataset.name} is ${dataset.state}; a run needs a complete dataset.`
    throw new CirrusError('conflict', message, undefined, { field: 'datasetId' })
  }
  const { size: pixels } = dataset.recipe
  if (pixels !== size) {
    const message = `${dataset.name} has patches of ${pixels} px, the configuration is for ${size} px. Set its size to ${pixels}.`
    throw new CirrusError('invalid-params', message, undefined, { field: `${field}.size` })
  }
  return dataset
}

/** @throws CirrusError invalid-params for a batch that is larger than the training patches of a dataset */
function checkBatchSize({ name, splits }: Dataset, { batchSize }: TrainingConfig): void {
  if (splits.train >= batchSize) return
  const message = `${name} has ${splits.train} training patches, fewer than one batch of ${batchSize}. Choose a smaller batch size.`
  throw new CirrusError('invalid-params', message, undefined, { field: 'config.batchSize' })
}

/** A run that is in the catalog before its training begins. */
export const newRun = (
  run: Pick<Run, 'id' | 'name' | 'studyId' | 'datasetId' | 'datasetName' | 'config' | 'startWeights' | 'folder'>,
): Run => ({
  ...run,
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

/**
 * Goes on with a run from its last checkpoint, to more epochs where they are given: on this machine, or, as the trial of
 * a study that has its trials trained on a cluster, there.
 * @throws CirrusError not-found | busy | invalid-params if it has as many already | refused if its cluster is not known
 */
export async function resumeRun(context: Context, id: string, epochs?: number): Promise<Run> {
  const { catalog } = context
  const get = () => found(catalog.runs.get(id), 'run', id)
  // A run that never reached a checkpoint begins again. Looked up first: nothing may come between the checks and the queue.
  const anew = (await newestCheckpoint(get().folder)) === null
  const run = get()
  if (isUnderWay(run)) throw new CirrusError('busy', `${run.name} is ${run.state} already.`)
  const wanted = epochs ?? run.config.epochs
  if (wanted <= run.epoch) {
    const message = `${run.name} already has ${run.epoch} epochs; ask for more.`
    throw new CirrusError('invalid-params', message, undefined, { field: 'epochs' })
  }
  const cluster = clusterOf(context, run)
  const config = { ...run.config, epochs: wanted }
  catalog.runs.update(id, { config })
  queueTraining(context, id, anew ? config : null, cluster)
  return get()
}

/**
 * Stops the training of runs, on whatever machine it is: by a job of this host, or by one that another host has put
 * into a cluster's queue.
 * @throws CirrusError conflict where a cluster can't be asked
 */
export async function stopRuns({ jobs, slurm }: Context, runs: readonly Pick<Run, 'id' | 'folder'>[]): Promise<void> {
  await Promise.all(runs.map(({ id }) => jobs.cancelSubject(id)))
  await slurm.cancel(runs.map(({ folder }) => folder))
}

/**
 * Deletes a run with its folder, validations and inpaintings; what is under way of them is stopped first.
 * @throws CirrusError conflict where a job on a cluster may still write into the folder
 */
export async function removeRun(context: Context, id: string): Promise<void> {
  const { catalog, jobs } = context
  const run = catalog.runs.get(id)
  if (!run) return
  await stopRuns(context, [run])
  const ofRun = <T extends { runId: string }>(all: T[]) => all.filter(({ runId }) => runId === id)
  const inpaintings = ofRun(catalog.inpaintings.list())
  const validations = ofRun(catalog.validations.list())
  for (const made of [...inpaintings, ...validations]) await jobs.cancelSubject(made.id)
  catalog.runs.remove(id)
  for (const { folder } of [run, ...inpaintings, ...validations]) await rm(folder, { recursive: true, force: true })
  tellChange(context, 'runs', id)
  for (const inpainting of inpaintings) tellChange(context, 'inpaintings', inpainting.id)
  for (const validation of validations) tellChange(context, 'validations', validation.id)
}

export function runHandlers(context: Context): Handlers<RunContract> {
  const { catalog, layout } = context
  const get = (id: string) => found(catalog.runs.get(id), 'run', id)
  return {
    'runs.list': ({ studyId }) => catalog.runs.list().filter((run) => studyId === undefined || run.studyId === studyId),
    'runs.get': ({ id }) => get(id),
    'runs.metrics': ({ id }) => (get(id), catalog.metrics.of(id)),
    'runs.environments': async ({ id }) => (await readRun(get(id).folder)).record.environments,
    'runs.files': ({ id }) => listRunFiles(get(id).folder),
    'runs.log': async ({ id }) => ({ text: await readRunLog(get(id).folder) }),
    'runs.presets': () => presets,

    async 'runs.start'({ datasetId, name, config, weights }) {
      // A file that can't be used is refused here; whether its layers fit, the engine knows.
      if (weights !== null) await inField('weights', async () => (await openSafetensors(weights)).close())
      const dataset = datasetToTrainOn(context, datasetId, config.size)
      checkBatchSize(dataset, config)
      const id = datedId(slug(name ?? config.preset), takenIn(layout.runs, catalog.runs))
      catalog.runs.insert(
        newRun({
          id,
          name: name ?? id,
          studyId: null,
          datasetId,
          datasetName: dataset.name,
          config,
          startWeights: weights === null ? null : resolve(weights),
          folder: join(layout.runs, id),
        }),
      )
      queueTraining(context, id, config)
      return get(id)
    },

    async 'runs.stop'({ id }) {
      await stopRuns(context, [get(id)])
      return get(id)
    },

    'runs.resume': ({ id, epochs }) => resumeRun(context, id, epochs),

    'runs.update'({ id, ...changes }) {
      const run = found(catalog.runs.update(id, changes), 'run', id)
      tellChange(context, 'runs', id)
      return run
    },

    async 'runs.remove'({ id }) {
      get(id)
      await removeRun(context, id)
      return {}
    },
  }
}
