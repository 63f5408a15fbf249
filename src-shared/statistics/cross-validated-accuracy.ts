import { normalCdf } from './normal-distribution.ts'

/** Right answers of all in one fold. */
export interface FoldCount {
  correct: number
  count: number
}

/** How often a classifier was right over all folds, with its 95 % interval. */
export interface CrossValidatedAccuracy extends FoldCount {
  accuracy: number
  low: number
  high: number
  /** One-sided: the probability of at least this accuracy where nothing tells the sets apart. */
  pValue: number
}

/** 97.5 % quantile of the standard normal distribution. */
const twoSigma = 1.959963984540054

/**
 * Wilson's score interval (1927) of a probability that was seen as `share` of `trials`; within 0 and 1.
 * @param trials need not be whole
 */
export function wilsonInterval(share: number, trials: number, z = twoSigma): { low: number; high: number } {
  const centre = share + z ** 2 / (2 * trials)
  const reach = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))
  const scale = 1 + z ** 2 / trials
  return { low: Math.max(0, (centre - reach) / scale), high: Math.min(1, (centre + reach) / scale) }
}

/**
 * Independent answers that are worth as much as those of k folds. What is held out in one fold is learnt from in the
 * others, so that folds are right or wrong together: the variance is larger by 1 + k / (k - 1) (Nadeau & Bengio 2003).
 */
export const effectiveCount = (count: number, k: number) => count / (1 + k / (k - 1))

/**
 * The accuracy over several folds, with an interval for the `effectiveCount` of its answers: the binomial one of all
 * answers would be too narrow.
 * @throws RangeError for fewer than two folds
 */
export function crossValidatedAccuracy(folds: readonly FoldCount[]): CrossValidatedAccuracy {
  const k = folds.length
  if (k < 2) throw new RangeError(`${k} folds are no cross-validation`)
  const correct = folds.reduce((sum, fold) => sum + fold.correct, 0)
  const count = folds.reduce((sum, fold) => sum + fold.count, 0)
  const accuracy = correct / count
  const effective = effectiveCount(count, k)
  const sigmas = (accuracy - 0.5) * 2 * Math.sqrt(effective)
  return { accuracy, ...wilsonInterval(accuracy, effective), pValue: normalCdf(-sigmas), correct, count }
}
