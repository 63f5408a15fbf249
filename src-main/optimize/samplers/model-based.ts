import { normal, seedRandom, nextUint32, uniform } from '../../random/index.ts'
import type { RandomState } from '../../random/index.ts'
import { acquisitionGradient } from '../acquisition/acquisition.ts'
import type { AcquisitionFunction } from '../acquisition/acquisition.ts'
import { climb } from '../acquisition/climb.ts'
import type { Score } from '../acquisition/climb.ts'
import { conditionGaussianProcess } from '../gaussian-process/gaussian-process.ts'
import type { GaussianProcess } from '../gaussian-process/gaussian-process.ts'
import { createSobol } from '../sobol/sobol.ts'
import { configurationKey, countConfigurations, decode, encode, enumerateConfigurations } from '../space/index.ts'
import type { Configuration, Features, SearchSpace } from '../space/index.ts'
import { readHistory } from './observations.ts'
import type { Direction, Sampler } from './sampler.ts'
import { drawUntried } from './untried.ts'

export interface ModelBasedOptions {
  direction: Direction
  /** Proposes trials until there are enough for a model. */
  initial: Sampler
  initialTrials: number
  features: Features
  fit(points: readonly Float64Array[], values: readonly number[], random: RandomState): Promise<GaussianProcess>
  acquisition: AcquisitionFunction
  /** Values as the model is given them: standardised. */
  warp(values: readonly number[]): number[]
}

/** A space of so many configurations is looked at as a whole. */
const ENUMERABLE = 2000
const CANDIDATES = 1000
/** Candidates near the best measured points, and how near, in units of the cube. */
const NEIGHBOURS = 100
const NEAR = [0.1, 0.01, 0.001]
const CLIMBS = 8

/**
 * Bayesian optimisation: proposes what is worth most by a Gaussian process of the trials so far. A running trial is
 * believed to give the model's mean (Ginsbourger et al. 2010, the Kriging believer): that takes the uncertainty, and
 * with it the worth, from its surroundings, and needs neither draws nor a value made up.
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

      const tried = new Set(history.map(({ configuration }) => configurationKey(space, configuration)))
      const score: Score = {
        value: (configuration) =>
          tried.has(configurationKey(space, configuration))
            ? -Infinity
            : acquisition(model.predict(features.of(configuration)), best).value,
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

/** The best configuration that can be found; null where all that were looked at have been tried. */
async function maximise(
  space: SearchSpace,
  score: Score,
  leaders: readonly Float64Array[],
  random: RandomState,
): Promise<Configuration | null> {
  const best = { configuration: null as Configuration | null, value: -Infinity }
  const offer = (configuration: Configuration, value: number) => {
    if (value > best.value) Object.assign(best, { configuration, value })
  }
  if (countConfigurations(space) <= ENUMERABLE) {
    for (const configuration of enumerateConfigurations(space)) offer(configuration, score.value(configuration))
    return best.configuration
  }
  const sobol = createSobol(space.length, seedRandom(nextUint32(random)))
  const candidates = Array.from({ length: CANDIDATES }, (_, i) => sobol(i))
  for (const leader of leaders)
    for (let i = 0; i < NEIGHBOURS; i++)
      candidates.push(leader.map((u) => reflect(u + NEAR[i % NEAR.length] * normal(random))))
  const ranked = candidates.map((point) => ({ point, value: score.value(decode(space, point)) }))
  ranked.sort((a, b) => b.value - a.value)
  for (const { point } of ranked.slice(0, CLIMBS)) {
    const { configuration, value } = await climb(space, score, point)
    offer(configuration, value)
  }
  return best.configuration
}

/** Brings a coordinate back into [0, 1] as a mirror does. */
function reflect(u: number): number {
  const inside = Math.abs(u) % 2
  return inside > 1 ? 2 - inside : inside
}
