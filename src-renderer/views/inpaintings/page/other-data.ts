import { isBlurred } from '../../../../src-preload/contract/index.ts'
import type { EstimateOrder, Inpainting } from '../../../../src-preload/contract/index.ts'
import { estimatorFacts } from '../../../../src-shared/inpainting/estimator-facts.ts'

/** Noise in standardised units, and the beam in arcmin, if there is one. */
export interface DataChoice {
  sigma: number
  beam: number | null
}

/** Whether one inpainting is another seen with these data. */
export function sameData(one: Inpainting, other: Inpainting, { sigma, beam }: DataChoice): boolean {
  const wanted = { ...other.problem, noise: { kind: 'white' as const, sigma }, beam }
  return one.datasetId === other.datasetId && JSON.stringify(one.problem) === JSON.stringify(wanted)
}

/** The estimators of an inpainting that can work with such data, each setting once; those of deleted runs are left out. */
export function estimatesFor({ estimates, problem }: Inpainting, { beam }: DataChoice): EstimateOrder[] {
  const blurred = isBlurred({ ...problem, beam })
  const orders = estimates
    .filter(({ estimator: { kind } }) => !blurred || estimatorFacts[kind].undoesBlur)
    .filter(({ estimator: { kind }, runId }) => estimatorFacts[kind].model === null || runId !== null)
    .map(({ estimator, runId }): EstimateOrder => ({ estimator, runId }))
  const keys = orders.map((order) => JSON.stringify(order))
  return orders.filter((_, i) => keys.indexOf(keys[i]) === i)
}
