import type { RandomState } from '../../random/index.ts'
import { drawInWorseHalf, drawOutWorseHalf, readHistory } from '../samplers/observations.ts'
import type { Direction, Trial } from '../samplers/sampler.ts'
import { fitSearchModel } from '../samplers/search-model.ts'
import { finishedTrials } from './finished-trials.ts'
import { oneHotFeatures } from '../space/index.ts'
import type { Configuration, SearchSpace } from '../space/index.ts'

/** The search model's prediction in the objective's own unit. */
export type ObjectiveSurface = (configuration: Configuration) => { mean: number; deviation: number }

/**
 * The Gaussian process of a search, for display. Its predictions are transformed back from the scale in which the
 * search compresses worse values, so `mean` is a median, and `deviation` is half the distance between the model's -1
 * and +1 sigma.
 * @param random for the fit; advanced
 * @returns null if fewer trials have a value than the number of parameters plus 2
 */
export async function fitObjectiveSurface(
  space: SearchSpace,
  history: readonly Trial[],
  random: RandomState,
  direction: Direction = 'minimise',
): Promise<ObjectiveSurface | null> {
  const finished = finishedTrials(history, direction)
  if (finished.length < space.length + 2) return null
  const { configurations, values } = readHistory(finished, direction)
  const features = oneHotFeatures(space)
  const points = configurations.map((each) => features.of(each))
  const model = await fitSearchModel(features, points, drawInWorseHalf(values), random)
  const drawOut = drawOutWorseHalf(values)
  const sign = direction === 'minimise' ? 1 : -1
  return (configuration) => {
    const { mean, variance } = model.predict(features.of(configuration))
    const sigma = Math.sqrt(variance)
    return { mean: sign * drawOut(mean), deviation: (drawOut(mean + sigma) - drawOut(mean - sigma)) / 2 }
  }
}
