import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import type { StudyObjective } from '../../../src-shared/study/specification.ts'

type Curve = Trial['intermediate']

/** The objective's metric by epoch, where it was measured and is a number, up to a study's number of epochs. */
export const curveOf = (rows: readonly EpochMetrics[], { metric }: StudyObjective, epochs: number): Curve =>
  rows.flatMap((row) => {
    const value = row[metric]
    return value !== null && Number.isFinite(value) && row.epoch <= epochs ? [{ epoch: row.epoch, value }] : []
  })

/** What a trial is worth by its curve; null where it was never measured. */
export function objectiveValue(curve: Curve, { epoch }: StudyObjective, direction: Study['direction']): number | null {
  if (curve.length === 0) return null
  if (epoch === 'last') return curve.at(-1)!.value
  const values = curve.map(({ value }) => value)
  return direction === 'minimise' ? Math.min(...values) : Math.max(...values)
}
