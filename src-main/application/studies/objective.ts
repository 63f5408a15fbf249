import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import type { StudyObjective } from '../../../src-shared/study/specification.ts'
import { bestOf } from '../../engine/training/metrics.ts'

type Curve = Trial['intermediate']

/** The objective's metric by epoch, where it was measured and is finite, up to a study's number of epochs. */
export const curveOf = (rows: readonly EpochMetrics[], { metric }: StudyObjective, epochs: number): Curve =>
  rows.flatMap((row) => {
    const value = row[metric]
    return value !== null && Number.isFinite(value) && row.epoch <= epochs ? [{ epoch: row.epoch, value }] : []
  })

/** Whether a metric is measured on the test patches: no epoch may be chosen by those. */
export const isOfTest = ({ metric }: StudyObjective): boolean => metric.startsWith('test')

/**
 * A trial's value from its curve; null if the metric was never measured. For a test metric, the best epoch is that of
 * the best validation: a minimum over the test patches would select on them.
 * @param bestEpoch best validation epoch, if the metric is measured on the test patches
 */
export function objectiveValue(
  curve: Curve,
  objective: StudyObjective,
  direction: Study['direction'],
  bestEpoch: number | null,
): number | null {
  if (curve.length === 0) return null
  if (objective.epoch === 'last') return curve.at(-1)!.value
  if (isOfTest(objective)) return curve.find(({ epoch }) => epoch === bestEpoch)?.value ?? null
  const values = curve.map(({ value }) => value)
  return direction === 'minimise' ? Math.min(...values) : Math.max(...values)
}

/** The value of a trial's training from its metrics, up to a study's number of epochs. */
export function trialValue(
  rows: readonly EpochMetrics[],
  { objective, direction, epochs }: Pick<Study, 'objective' | 'direction' | 'epochs'>,
): number | null {
  const best = bestOf(rows.filter(({ epoch }) => epoch <= epochs))
  return objectiveValue(curveOf(rows, objective, epochs), objective, direction, best?.epoch ?? null)
}
