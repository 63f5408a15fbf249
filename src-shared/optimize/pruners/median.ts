import { median } from '../../statistics/quantile.ts'
import type { Direction } from '../samplers/sampler.ts'
import type { Pruner } from './pruner.ts'

export interface MedianOptions {
  direction?: Direction
  /** Other trials that must have reached a step before any trial is pruned there. */
  startupTrials?: number
  /** No trial is pruned before this step. */
  warmupSteps?: number
}

/**
 * Prunes a trial whose best value so far is worse than the median of the others at the same step, or that has no finite
 * value at all (the median stopping rule of Golovin et al. 2017, Vizier, as in Optuna).
 */
export function createMedianPruner({
  direction = 'minimise',
  startupTrials = 5,
  warmupSteps = 0,
}: MedianOptions = {}): Pruner {
  const sign = direction === 'minimise' ? 1 : -1
  return {
    shouldPrune(curve, others) {
      const step = curve.at(-1)?.step
      if (step === undefined || step < warmupSteps) return false
      const values = others
        .flatMap((other) => other.filter((each) => each.step === step).map(({ value }) => sign * value))
        .filter((value) => !Number.isNaN(value))
      if (values.length < Math.max(startupTrials, 1)) return false
      const best = Math.min(...curve.flatMap(({ value }) => (Number.isNaN(value) ? [] : [sign * value])))
      return best > median(values) || best === Infinity
    },
  }
}
