import type { EpochMetrics } from '../../src-preload/contract/index.ts'
import { toldRows } from './told-rows.ts'

/** One row per epoch, in order; a row reported again (after a resume) replaces the old one. */
export function withEpochs(known: readonly EpochMetrics[], told: readonly EpochMetrics[]): EpochMetrics[] {
  const last = known.at(-1)?.epoch ?? -1
  if (told.every(({ epoch }, i) => epoch > (i === 0 ? last : told[i - 1].epoch))) return [...known, ...told]
  const rows = new Map([...known, ...told].map((row) => [row.epoch, row]))
  return [...rows.values()].sort((a, b) => a.epoch - b.epoch)
}

/**
 * The curves of the trainings that were viewed, by id (`toldRows`): a training may have lost epochs and repeated them.
 * @param list asks the host for all rows of one
 */
export function epochCurves(list: (id: string) => Promise<EpochMetrics[]>) {
  const { rows, ...rest } = toldRows({
    list,
    merged: withEpochs,
    rowOf: ({ metrics }: { id: string; metrics: EpochMetrics }) => metrics,
  })
  return { curves: rows, ...rest }
}
