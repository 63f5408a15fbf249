import type { EstimatorFunction } from './estimator-kind.ts'

/** A constant picture, the mean of the observed pixels. */
export const mean: EstimatorFunction<'mean'> = (_, { data, mask }) => {
  let sum = 0
  let count = 0
  for (let i = 0; i < data.length; i++) {
    sum += mask[i] * data[i]
    count += mask[i]
  }
  return { fill: new Float32Array(data.length).fill(sum / count) }
}
