import type { EpochMetrics, Run, TrainingStep } from '../../../src-preload/contract/runs.ts'
import { bestOf } from '../../engine/training/metrics.ts'
import { isInterruption } from '../host/is-interruption.ts'
import { userFailure } from '../host/user-errors.ts'
import type { Context } from '../host/context.ts'
import { tellChange } from '../host/tell-change.ts'
import { keptMetrics } from './kept-metrics.ts'

const now = () => new Date().toISOString()

/** Records a training's reports in the catalog, and passes them on. */
export function recordRun(context: Pick<Context, 'catalog' | 'emit'>, id: string) {
  const { catalog, emit } = context
  const change = (changes: Partial<Run>) => {
    catalog.runs.update(id, changes)
    tellChange(context, 'runs', id)
  }
  return {
    change,
    queued: () => change({ state: 'waiting', failure: null, endedAt: null }),
    dropped: () => change({ state: 'interrupted', endedAt: now() }),
    begun: () => change({ state: 'running', startedAt: catalog.runs.get(id)?.startedAt ?? now() }),
    onDevice: ({ device, parameters }: { device: string; parameters: number }) => change({ device, parameters }),
    onStep: (step: TrainingStep) => emit('runs.step', { id, step }),
    onEpoch(metrics: EpochMetrics) {
      const run = catalog.runs.get(id)
      if (!run) return
      catalog.metrics.put(id, metrics)
      const best = run.bestValidationLoss
      const isBetter = best === null || metrics.validationLoss < best
      emit('runs.epoch', { id, metrics })
      change({ epoch: metrics.epoch, ...(isBetter ? bestFields(metrics) : {}) })
    },
    /** Reads the folder again: the best epoch may have been tested after the last one. */
    async ended({ state, epoch }: { state: Run['state']; epoch: number }, folder: string) {
      await catchUp(context, { id, folder })
      change({ state, epoch, endedAt: now() })
    },
    /** Anything after the last checkpoint is lost; most runs can resume from there. */
    async failed(error: unknown, folder: string) {
      // The engine may have died between writing an epoch's checkpoint and reporting it, or epochs after its last
      // checkpoint.
      await catchUp(context, { id, folder })
      const state = isInterruption(error) ? 'interrupted' : 'failed'
      change({ state, failure: userFailure(error), endedAt: now() })
    },
  }
}

/**
 * Makes the catalog match a run's folder: the epochs up to the last checkpoint. Epochs missing in the catalog are
 * added; later ones, reported or in metrics.csv, are repeated when the run is resumed.
 */
export async function catchUp(
  { catalog, emit }: Pick<Context, 'catalog' | 'emit'>,
  { id, folder }: Pick<Run, 'id' | 'folder'>,
): Promise<void> {
  const metrics = await keptMetrics(folder)
  const newest = metrics.at(-1)
  if (!newest || !catalog.runs.get(id)) return
  const known = new Map(catalog.metrics.of(id).map((row) => [row.epoch, row]))
  for (const row of metrics) {
    if (known.get(row.epoch)?.testLoss === row.testLoss) continue
    catalog.metrics.put(id, row)
    emit('runs.epoch', { id, metrics: row })
  }
  catalog.metrics.dropAfter(id, newest.epoch)
  catalog.runs.update(id, { epoch: newest.epoch, ...bestFields(bestOf(metrics)!) })
}

const bestFields = ({ epoch, validationLoss, testLoss }: EpochMetrics) => ({
  bestEpoch: epoch,
  bestValidationLoss: validationLoss,
  bestTestLoss: testLoss,
})
