import type { RandomState } from '../../random/index.ts'
import type { Configuration } from '../space/index.ts'

export type TrialState = 'waiting' | 'running' | 'complete' | 'pruned' | 'failed' | 'interrupted'

/** One configuration of a study and its outcome. */
export interface Trial {
  configuration: Configuration
  state: TrialState
  /** The objective; for a pruned trial, its value when pruned. NaN counts as a failure. */
  value?: number
}

/** Proposes the next trial of a study. */
export interface Sampler {
  /**
   * @param history all trials of the study
   * @param random advanced by the draws
   * @returns a configuration that is not in the history; null if none is left
   */
  ask(history: readonly Trial[], random: RandomState): Promise<Configuration | null>
}

/** Whether lower or higher values are better. */
export type Direction = 'minimise' | 'maximise'
