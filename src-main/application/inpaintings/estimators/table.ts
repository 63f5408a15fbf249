import type { Estimator } from '../../../../src-preload/contract/estimators.ts'
import type { EstimatorKind } from '../../../../src-shared/inpainting/estimator-facts.ts'
import type { EstimatorFunction, Given, Made } from './estimator-kind.ts'
import { biharmonic } from './biharmonic.ts'
import { diffusion } from './diffusion.ts'
import { flow } from './flow.ts'
import { hmc } from './hmc.ts'
import { laplace } from './laplace.ts'
import { map } from './map.ts'
import { mean } from './mean.ts'
import { wiener } from './wiener.ts'

/** Every kind of estimator. */
const estimators: { [Kind in EstimatorKind]: EstimatorFunction<Kind> } = {
  mean,
  diffusion,
  biharmonic,
  wiener,
  map,
  laplace,
  hmc,
  flow,
}

/** Estimates with the kind that the settings are of. */
export const runEstimator = async (settings: Estimator, given: Given): Promise<Made> =>
  (estimators[settings.kind] as EstimatorFunction<EstimatorKind>)(settings, given)
