import type { Run } from '../../../src-preload/contract/runs.ts'
import type { ExecutorChoice } from '../../../src-shared/study/specification.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { recordRun } from './run-record.ts'

/** Where a run trains: on its study's executor if it is a trial, otherwise on this machine. */
export function executorOf({ catalog }: Pick<Context, 'catalog'>, { studyId }: Pick<Run, 'studyId'>): ExecutorChoice {
  return (studyId === null ? null : catalog.studies.get(studyId)?.executor) ?? { kind: 'local' }
}

/**
 * The folder of a run's dataset; of a trial of a study of a prior, that of the study's latents.
 * @throws CirrusError not-found
 */
function folderToTrainOn({ catalog }: Context, { config, studyId, datasetId, datasetName }: Run): string {
  if (config.space === 'latents') {
    return found(studyId === null ? null : catalog.studies.get(studyId), 'study', studyId ?? '').datasetFolder
  }
  return found(datasetId === null ? null : catalog.datasets.get(datasetId), 'dataset', datasetName).folder
}

/**
 * Queues a run with its executor: from its newest checkpoint if it has one, otherwise from scratch.
 * @throws CirrusError not-found | refused if its cluster is unknown
 */
export function queueTraining(context: Context, id: string): void {
  const { catalog, executors } = context
  const run = found(catalog.runs.get(id), 'run', id)
  const executor = executors(executorOf(context, run))
  const record = recordRun(context, id)
  record.queued()
  const training = executor.run({
    runId: id,
    runFolder: run.folder,
    title: `Train ${run.name}`,
    datasetFolder: folderToTrainOn(context, run),
    config: run.config,
    startWeights: run.startWeights,
    // Stopped by its job.
    signal: new AbortController().signal,
    onPhase: (phase) => (phase === 'running' ? record.begun() : record.queued()),
    onDevice: record.onDevice,
    onStep: record.onStep,
    onEpoch: record.onEpoch,
    onEnd: (end) => record.ended(end, run.folder),
    onFailure: (error) => record.failed(error, run.folder),
    onDropped: record.dropped,
  })
  // Its job and its record report how it ended.
  training.catch(() => undefined)
}
