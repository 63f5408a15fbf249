export { minimise } from './lbfgs.ts'
export type { Iteration, MinimiseOptions, Minimum, StopReason } from './lbfgs.ts'
export { ObjectiveError } from './objective.ts'
export type { Evaluation, Objective } from './objective.ts'
