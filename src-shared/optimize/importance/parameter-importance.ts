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
  /** Part of the objective's variance over the space that the parameter explains by itself, 0 to 1. */
  first: number
  /** Part that it has a share in, with the others. */
  total: number
}

/** Of more trials not all are fitted: the picture stands beside others that are there at once. */
const MOST_FITTED = 128

/** Points of the quasi Monte Carlo integration. */
const SAMPLES = 1024

/**
 * What each parameter of a search matters to the objective: Sobol indices of the mean of the search's own model, which
 * draws the worse half of the values in, so that it is the differences between good trials that count.
 * @param random of the fit and the integration; advanced
 * @returns in the order of the space; null while there are fewer trials with a value than parameters and 2
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
