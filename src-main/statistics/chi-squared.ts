import { StatisticsError } from './error.ts'

/**
 * Chi squared per degree of freedom of a fit: sum of ((data - model) / sigma)^2 over the observed pixels, divided by
 * their number less the parameters.
 * @param sigma the noise's standard deviation, in the data's unit
 * @param observed pixels that count are above 0; all by default
 */
export function chiSquaredPerDegree(
  data: ArrayLike<number>,
  model: ArrayLike<number>,
  sigma: number,
  { observed, parameters = 0 }: { observed?: ArrayLike<number>; parameters?: number } = {},
): number {
  if (data.length !== model.length)
    throw new StatisticsError('shape', `The data have ${data.length} values, the model ${model.length}.`)
  let sum = 0
  let count = 0
  for (let i = 0; i < data.length; i++) {
    if (observed !== undefined && !(observed[i] > 0)) continue
    sum += ((data[i] - model[i]) / sigma) ** 2
    count++
  }
  if (count <= parameters)
    throw new StatisticsError(
      'range',
      `${count} observed values leave no degree of freedom beside ${parameters} parameters.`,
    )
  return sum / (count - parameters)
}
