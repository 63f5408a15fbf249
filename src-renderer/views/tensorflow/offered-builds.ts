import type { TensorFlowBuild, TensorFlowPlan } from '../../../src-preload/contract/index.ts'

/**
 * Builds to offer for a failure of an engine: all of the plan if TensorFlow is missing, CUDA's if a graphics card is
 * not used; never the one that engines have already.
 */
export function offeredBuilds({ builds, fetched }: TensorFlowPlan, failure: string | undefined): TensorFlowBuild[] {
  const helps = ({ flavour }: TensorFlowBuild) =>
    failure === 'engine-missing' || (failure === 'gpu-unused' && flavour === 'cuda')
  return builds.filter((build) => helps(build) && build.flavour !== fetched)
}
