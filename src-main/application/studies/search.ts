import type { TrialParams } from '../../../src-shared/study/search-space.ts'
import type { PrunerChoice } from '../../../src-shared/study/specification.ts'
import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import {
  createGaussianProcessSampler,
  createKerasTunerSampler,
  createMedianPruner,
  createQuasiRandomSampler,
  createRandomSampler,
  createSuccessiveHalvingPruner,
  type Pruner,
  type Sampler,
} from '../../../src-shared/optimize/index.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { historyOf } from './history.ts'

/** Keeps the trial numbers of one study from reaching another seed. */
const numbersPerSeed = 2 ** 20

/** The random generator of a trial: the same for the same study and number, whatever happened before. */
export const randomOf = ({ seed }: Pick<Study, 'seed'>, number: number) =>
  seedRandom((seed % 2 ** 32) * numbersPerSeed + number)

function samplerOf({ space, sampler, direction, seed }: Study): Sampler {
  switch (sampler.kind) {
    case 'gp-ei':
    case 'gp-lcb': {
      const startupTrials = sampler.startupTrials ?? undefined
      const beta = sampler.kind === 'gp-lcb' ? sampler.beta : undefined
      return createGaussianProcessSampler(space, { direction, seed, startupTrials, beta })
    }
    case 'keras-tuner':
      return createKerasTunerSampler(space, direction)
    case 'sobol':
      return createQuasiRandomSampler(space, seed)
    case 'random':
      return createRandomSampler(space)
  }
}

/**
 * The next trial's configuration, determined only by the study's seed, the trial's number and the earlier trials.
 * @returns null if every configuration of the space has been tried
 */
export const proposeTrial = (study: Study, trials: readonly Trial[], number: number): Promise<TrialParams | null> =>
  samplerOf(study).ask(historyOf(study, trials), randomOf(study, number))

function prunerOf(pruner: PrunerChoice, direction: Study['direction']): Pruner | null {
  switch (pruner.kind) {
    case 'none':
      return null
    case 'median':
      return createMedianPruner({ direction, startupTrials: pruner.startupTrials, warmupSteps: pruner.warmupEpochs })
    case 'successive-halving': {
      const { firstRung, reductionFactor } = pruner
      return createSuccessiveHalvingPruner({ direction, firstRung, reductionFactor })
    }
  }
}

const stepsOf = (curve: Trial['intermediate']) => curve.map(({ epoch, value }) => ({ step: epoch, value }))

/** Whether to prune a trial, judging from its curve so far. The last epoch is never pruned. */
export function isHopeless(
  { pruner, direction, epochs }: Study,
  curve: Trial['intermediate'],
  others: readonly Trial[],
): boolean {
  const last = curve.at(-1)
  if (!last || last.epoch >= epochs) return false
  return (
    prunerOf(pruner, direction)?.shouldPrune(
      stepsOf(curve),
      others.map(({ intermediate }) => stepsOf(intermediate)),
    ) ?? false
  )
}
