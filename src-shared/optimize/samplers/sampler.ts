import type { RandomState } from '../../random/index.ts'
import type { Configuration } from '../space/index.ts'

export type TrialState = 'waiting' | 'running' | 'complete' | 'pruned' | 'failed' | 'interrupted'

/** One configuration of a study, and what became of it. */
export interface Trial {
  configuration: Configuration
  state: TrialState
  /** The objective; of a pruned trial its value when it was ended. NaN counts as a failure. */
  value?: number
}

/** Proposes the next trial of a study. */
export interface Sampler {
  /**
   * @param history all trials of the study
   * @param random advanced by what is drawn
   * @returns a configuration that is not in the history; null where there is none left
   */
  ask(history: readonly Trial[], random: RandomState): Promise<Configuration | null>
}

/** Which values are better: lower ones, or higher ones. */
export type Direction = 'minimise' | 'maximise'
