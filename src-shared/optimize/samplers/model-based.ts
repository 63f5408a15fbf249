import { uniform } from '../../random/index.ts'
import type { RandomState } from '../../random/index.ts'
import { acquisitionGradient } from '../acquisition/acquisition.ts'
import type { AcquisitionFunction } from '../acquisition/acquisition.ts'
import type { Score } from '../acquisition/climb.ts'
import { maximise } from '../acquisition/maximise.ts'
import { conditionGaussianProcess } from '../gaussian-process/gaussian-process.ts'
import type { GaussianProcess } from '../gaussian-process/gaussian-process.ts'
import { decode, encode } from '../space/index.ts'
import type { Features, SearchSpace } from '../space/index.ts'
import { readHistory } from './observations.ts'
import type { Direction, Sampler } from './sampler.ts'
import { drawUntried, triedIn } from './untried.ts'

export interface ModelBasedOptions {
  direction: Direction
  /** Proposes trials until there are enough for the model. */
  initial: Sampler
  initialTrials: number
  features: Features
  fit(points: readonly Float64Array[], values: readonly number[], random: RandomState): Promise<GaussianProcess>
  acquisition: AcquisitionFunction
  /** Transforms values for the model: standardised. */
  warp(values: readonly number[]): number[]
}

/**
 * Bayesian optimisation: maximises an acquisition over a Gaussian process fitted to the trials so far. A running trial
 * is assumed to give the model's mean (the Kriging believer of Ginsbourger et al. 2010), which removes the uncertainty
 * around it, and so the reason to sample there, without draws or an invented value.
 */
export function createModelBasedSampler(space: SearchSpace, options: ModelBasedOptions): Sampler {
  const { direction, initial, initialTrials, features, fit, acquisition, warp } = options

  return {
    async ask(history, random) {
      const { configurations, values, pending } = readHistory(history, direction)
      if (history.length < initialTrials || configurations.length === 0) return initial.ask(history, random)
      const points = configurations.map((each) => features.of(each))
      const standard = warp(values)
      const fitted = await fit(points, standard, random)
      const best = Math.min(...points.map((point) => fitted.predict(point).mean))
      const model = pending.length > 0 ? believe(fitted, points, standard, pending.map(features.of)) : fitted

      const isTried = triedIn(space, history)
      const score: Score = {
        value: (configuration) =>
          isTried(configuration) ? -Infinity : acquisition(model.predict(features.of(configuration)), best).value,
        withGradient(configuration) {
          const prediction = model.predictWithGradients(features.of(configuration))
          const found = acquisition(prediction, best)
          const gradient = new Float64Array(space.length)
          acquisitionGradient(found, prediction).forEach((slope, i) => (gradient[features.parameters[i]] += slope))
          return { value: found.value, gradient }
        },
      }
      const leaders = configurations.map((each, i) => ({ point: encode(space, each), value: values[i] }))
      leaders.sort((a, b) => a.value - b.value)
      const proposed = await maximise(
        space,
        score,
        leaders.slice(0, 3).map(({ point }) => point),
        random,
      )
      return (
        proposed ??
        drawUntried(space, history, () =>
          decode(
            space,
            space.map(() => uniform(random)),
          ),
        )
      )
    },
  }
}

function believe(
  fitted: GaussianProcess,
  points: readonly Float64Array[],
  values: readonly number[],
  pending: readonly Float64Array[],
): GaussianProcess {
  const means = pending.map((point) => fitted.predict(point).mean)
  return conditionGaussianProcess([...points, ...pending], [...values, ...means], fitted.hyperparameters)
}
