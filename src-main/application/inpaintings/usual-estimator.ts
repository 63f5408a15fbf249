import { whyWrongModel } from '../../../src-shared/inpainting/model-of-estimator.ts'
import type { EstimatorKind } from '../../../src-shared/inpainting/estimator-facts.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'

/**
 * The estimator that is used unless another is named: that of the run's model, or the Wiener filter without a run.
 * @throws CirrusError refused for a folder without a run
 */
export async function usualEstimator(run: string | null): Promise<EstimatorKind> {
  if (run === null) return 'wiener'
  const { config } = await readRunOfPatches(run)
  return whyWrongModel('flow', config) === null ? 'flow' : 'map'
}
