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
 * Queues a run with its executor: from its newest checkpoint if it has one, otherwise from scratch.
 * @throws CirrusError not-found | refused if its cluster is unknown
 */
export function queueTraining(context: Context, id: string): void {
  const { catalog, executors } = context
  const run = found(catalog.runs.get(id), 'run', id)
  const dataset = found(run.datasetId === null ? null : catalog.datasets.get(run.datasetId), 'dataset', run.datasetName)
  const executor = executors(executorOf(context, run))
  const record = recordRun(context, id)
  record.queued()
  const training = executor.run({
    runId: id,
    runFolder: run.folder,
    title: `Train ${run.name}`,
    datasetFolder: dataset.folder,
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
