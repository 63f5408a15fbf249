import { expressIn } from '../../../src-shared/study/express-in.ts'
import { withParams, type TrialParams } from '../../../src-shared/study/search-space.ts'
import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import { triedIn, type Trial as Observation } from '../../../src-shared/optimize/index.ts'

/** A study's trials as the sampler sees them: those that fit the current space. */
export const historyOf = (study: Study, trials: readonly Trial[]): Observation[] =>
  trials.flatMap(({ params, state, value }) => {
    const configuration = expressIn(study, withParams(study.base, params))
    return configuration ? [{ configuration, state, ...(value === null ? {} : { value }) }] : []
  })

/** The trial that already tried a configuration of the current space. */
export const sameTrial = (study: Study, trials: readonly Trial[], params: TrialParams): Trial | undefined =>
  trials.find((trial) => triedIn(study.space, historyOf(study, [trial]))(params))
