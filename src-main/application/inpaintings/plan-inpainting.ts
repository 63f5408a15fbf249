import { isDeepStrictEqual } from 'node:util'
import type { EstimateOrder } from '../../../src-preload/contract/estimators.ts'
import { factsOfData, type InpaintingOrder } from '../../../src-preload/contract/inpaintings.ts'
import { masksTitle } from '../../../src-preload/contract/mask-words.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { DataFacts } from '../../../src-shared/inpainting/data-facts.ts'
import { estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { slug } from '../../../src-shared/text/names.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { shelfOf } from '../masks/shelf.ts'
import { checkEstimate } from './check-estimate.ts'
import { checkProblem } from './make-problem.ts'

/**
 * Checks everything an inpainting needs before it starts. Nothing is written.
 * @returns its dataset and patch, and the stem of its id
 * @throws CirrusError not-found | conflict | refused, each with its field
 */
export async function planInpainting(context: Context, { datasetId, problem, estimates }: InpaintingOrder) {
  const { catalog, patchTables } = context
  const dataset = found(catalog.datasets.get(datasetId), 'dataset', datasetId, 'datasetId')
  if (dataset.state !== 'complete') {
    const message = `${dataset.name} is ${dataset.state}; an inpainting needs the complete dataset.`
    throw new CirrusError('conflict', message, undefined, { field: 'datasetId' })
  }
  const { recipe } = dataset
  const patches = await patchTables.of(dataset)
  const { patch } = await checkProblem({ folder: dataset.folder, recipe, patches }, problem, shelfOf(context))
  estimates.forEach((order, i) => {
    planEstimate(context, order, factsOfData(problem, recipe), `estimates.${i}`)
    if (!estimates.slice(0, i).some((other) => isDeepStrictEqual(other, order))) return
    const message = `${estimatorFacts[order.estimator.kind].title} is asked for twice with the same settings.`
    throw new CirrusError('refused', message, undefined, { field: `estimates.${i}.estimator` })
  })
  return { dataset, patch, stem: slug(`${dataset.id}-patch-${problem.patch}-${masksTitle(problem, recipe.channels)}`) }
}

/**
 * Checks that an estimator can use data, with the model of its run.
 * @param within field of the order that it is
 * @returns the run; null if none is needed
 * @throws CirrusError not-found | conflict for a run without a checkpoint | refused: each with its field
 */
export function planEstimate(
  { catalog }: { catalog: Pick<Context['catalog'], 'runs'> },
  { estimator, runId }: EstimateOrder,
  data: DataFacts,
  within: string,
): Run | null {
  const field = `${within}.runId`
  const run = runId === null ? null : found(catalog.runs.get(runId), 'run', runId, field)
  if (run?.epoch === 0) {
    const message = `${run.name} has no checkpoint yet; train it for an epoch first.`
    throw new CirrusError('conflict', message, undefined, { field })
  }
  checkEstimate(estimator, data, run, within)
  return run
}
