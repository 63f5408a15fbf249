import { factsOfData } from '../../../../src-preload/contract/index.ts'
import type { EstimateOrder, Inpainting, Problem, Run } from '../../../../src-preload/contract/index.ts'
import { whyNotData } from '../../../../src-shared/inpainting/data-facts.ts'
import { estimatorFacts } from '../../../../src-shared/inpainting/estimator-facts.ts'
import { whyNotFor } from '../estimators/default-order.ts'

/** The noise, and the beam in arcmin, if there is one. */
export type DataChoice = Pick<Problem, 'noise' | 'beam'>

/** Whether one inpainting is another seen with these data. */
export function sameData(one: Inpainting, other: Inpainting, choice: DataChoice): boolean {
  const wanted = { ...other.problem, ...choice }
  return one.datasetId === other.datasetId && JSON.stringify(one.problem) === JSON.stringify(wanted)
}

/**
 * The estimators of an inpainting that can work with such data, each setting once; those of deleted runs are left out, and those
 * of runs whose model can't.
 */
export function estimatesFor(inpainting: Inpainting, choice: DataChoice, runs: readonly Run[]): EstimateOrder[] {
  const { estimates, problem } = inpainting
  const data = factsOfData({ ...problem, ...choice }, inpainting)
  const orders = estimates
    .filter(({ estimator }) => whyNotData(estimator, data) === null)
    .filter(({ estimator: { kind }, runId }) => {
      if (estimatorFacts[kind].model === null) return true
      const run = runs.find(({ id }) => id === runId)
      return runId !== null && (run === undefined || whyNotFor(kind, run, data) === null)
    })
    .map(({ estimator, runId }): EstimateOrder => ({ estimator, runId }))
  const keys = orders.map((order) => JSON.stringify(order))
  return orders.filter((_, i) => keys.indexOf(keys[i]) === i)
}
