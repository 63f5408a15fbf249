import type { RandomState } from '../../random/index.ts'
import { drawInWorseHalf, readHistory } from '../samplers/observations.ts'
import type { Direction, Trial } from '../samplers/sampler.ts'
import { fitSearchModel } from '../samplers/search-model.ts'
import { decode, oneHotFeatures } from '../space/index.ts'
import type { SearchSpace } from '../space/index.ts'
import { finishedTrials } from '../surface/finished-trials.ts'
import { sobolIndices } from './sobol-indices.ts'

export interface ParameterImportance {
  name: string
  /** Fraction of the objective's variance over the space that the parameter explains alone, 0 to 1. */
  first: number
  /** Fraction that it explains alone or through interactions. */
  total: number
}

/** Most trials fitted: the chart appears beside others that need no computation. */
const MOST_FITTED = 128

/** Points of the quasi Monte Carlo integration. */
const SAMPLES = 1024

/**
 * Importance of each parameter: Sobol indices of the mean of the search's own model, which compresses the worse half of
 * the values, so that differences between good trials count.
 * @param random for the fit and the integration; advanced
 * @returns in the order of the space; null if fewer trials have a value than the number of parameters plus 2
 */
export async function parameterImportance(
  space: SearchSpace,
  history: readonly Trial[],
  random: RandomState,
  direction: Direction = 'minimise',
): Promise<ParameterImportance[] | null> {
  const finished = finishedTrials(history, direction, MOST_FITTED)
  if (finished.length < space.length + 2) return null
  const { configurations, values } = readHistory(finished, direction)
  const features = oneHotFeatures(space)
  const points = configurations.map((each) => features.of(each))
  const model = await fitSearchModel(features, points, drawInWorseHalf(values), random)
  const mean = (u: Float64Array) => model.predictMean(features.of(decode(space, u)))
  const { first, total } = sobolIndices(mean, space.length, SAMPLES, random)
  return space.map(({ name }, i) => ({ name, first: first[i], total: total[i] }))
}
