export { parameterImportance } from './importance/parameter-importance.ts'
export type { ParameterImportance } from './importance/parameter-importance.ts'
export { minimise } from './lbfgs.ts'
export type { Iteration, MinimiseOptions, Minimum, StopReason } from './lbfgs.ts'
export { ObjectiveError } from './objective.ts'
export type { Evaluation, Objective } from './objective.ts'
export { createMedianPruner } from './pruners/median.ts'
export type { Curve, IntermediateValue, Pruner } from './pruners/pruner.ts'
export { createSuccessiveHalvingPruner } from './pruners/successive-halving.ts'
export { createGaussianProcessSampler } from './samplers/gaussian-process.ts'
export { createKerasTunerSampler } from './samplers/keras-tuner.ts'
export { createQuasiRandomSampler } from './samplers/quasi-random.ts'
export { createRandomSampler } from './samplers/random.ts'
export type { Direction, Sampler, Trial, TrialState } from './samplers/sampler.ts'
export { triedIn } from './samplers/untried.ts'
export {
  checkConfiguration,
  checkSearchSpace,
  countConfigurations,
  fromUnit,
  isActive,
  levelAt,
  levelCount,
  SearchSpaceError,
} from './space/index.ts'
export type * from './space/search-space.ts'
export { fitObjectiveSurface } from './surface/objective-surface.ts'
export type { ObjectiveSurface } from './surface/objective-surface.ts'
