import { isDeepStrictEqual } from 'node:util'
import { comparedWords } from '../../../src-shared/inpainting/compared-pixels.ts'
import { freeId } from '../../../src-shared/text/names.ts'
import { estimateTitle } from '../../../src-shared/inpainting/estimator-facts.ts'
import {
  estimateId,
  type Estimate,
  type EstimateOrder,
  type ObjectivePoint,
} from '../../../src-preload/contract/estimators.ts'
import { isSeenWhole, type Inpainting } from '../../../src-preload/contract/inpaintings.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { masksTitle } from '../../../src-preload/contract/mask-words.ts'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { computations } from '../host/computations.ts'
import type { Context } from '../host/context.ts'
import { tellChange } from '../host/tell-change.ts'
import { estimateFolder } from './estimate-folder.ts'
import { estimateProblem } from './estimate-problem.ts'

/** The jobs that make estimates. */
export const estimateJobs = (context: Pick<Context, 'catalog' | 'jobs' | 'emit'>) =>
  computations<Estimate>(context, {
    kind: 'inpainting',
    of: 'estimate',
    table: context.catalog.estimates,
    tell: ({ inpaintingId }) => tellChange(context, 'inpaintings', inpaintingId),
  })

const isOf = (estimate: Estimate, { estimator, runId }: EstimateOrder) =>
  estimate.runId === runId && isDeepStrictEqual(estimate.estimator, estimator)

/**
 * Queues an estimate of a problem. One with the same settings that failed or was interrupted is started again in its
 * place.
 * @param run of the order, if it has one
 * @param curves of the objectives of estimates under way, by id, until their files are written
 * @throws CirrusError conflict if one with the same settings is complete or under way
 */
export function queueEstimate(
  context: Context,
  inpainting: Pick<Inpainting, 'id' | 'folder' | 'problem' | 'channels'>,
  order: EstimateOrder,
  run: Run | null,
  curves: Map<string, ObjectivePoint[]>,
): void {
  const { catalog, emit, engines } = context
  const all = catalog.estimates.list().filter(({ inpaintingId }) => inpaintingId === inpainting.id)
  const known = all.find((one) => isOf(one, order))
  if (known && (isUnderWay(known) || known.state === 'complete')) {
    const message = `${inpainting.id} has this estimate already, ${known.name}. Delete it to compute it again.`
    throw new CirrusError('conflict', message, undefined, { field: 'order.estimator' })
  }
  const { estimator } = order
  const name = known?.name ?? freeId(estimator.kind, (one) => all.some((other) => other.name === one))
  const id = estimateId(inpainting.id, name)
  const estimate: Estimate = {
    ...{ id, inpaintingId: inpainting.id, name, estimator },
    runId: run?.id ?? null,
    runName: run?.name ?? null,
    folder: estimateFolder(inpainting.folder, name),
    state: 'waiting',
    failure: null,
    result: null,
    statistics: null,
    createdAt: new Date().toISOString(),
  }
  if (known) catalog.estimates.remove(id)
  const whole = isSeenWhole(inpainting.problem, inpainting.channels)
  estimateJobs(context).begin(estimate, {
    title: `${estimateTitle(name)} of patch ${inpainting.problem.patch} (${masksTitle(inpainting.problem, inpainting.channels)})`,
    async compute({ signal, progress }) {
      const curve: ObjectivePoint[] = []
      curves.set(id, curve)
      try {
        const { result, statistics } = await estimateProblem(engines.interactive, {
          ...{ inpainting: inpainting.folder, name, estimator, run: run?.folder ?? null, signal },
          onProgress: progress,
          onPoint(point) {
            curve.push(point)
            emit('inpaintings.objective', { id: inpainting.id, estimate: name, point })
          },
        })
        return {
          changes: { result, statistics },
          note: `error ${comparedWords(whole)} ${result.error.inside.toFixed(3)}`,
        }
      } finally {
        curves.delete(id)
      }
    },
  })
}
