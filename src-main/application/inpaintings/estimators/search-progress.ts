import type { EstimatorOf, ObjectivePoint } from '../../../../src-preload/contract/estimators.ts'

/** How far a search from several starts is, and the words for it. */
export function searchProgress(
  { start, iteration, objective }: ObjectivePoint,
  { starts, maxIterations }: Pick<EstimatorOf<'map'>, 'starts' | 'maxIterations'>,
): { fraction: number; note: string } {
  const note = `start ${start + 1} of ${starts}, iteration ${iteration}, objective ${objective.toFixed(2)}`
  return { fraction: (start + iteration / maxIterations) / starts, note }
}
