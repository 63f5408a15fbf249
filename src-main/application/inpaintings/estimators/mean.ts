import type { EstimatorFunction } from './estimator-kind.ts'

/** Constant pictures, the mean of the observed pixels of each channel; 0, which is that of standardised values, of none. */
export const mean: EstimatorFunction<'mean'> = (_, { data, mask, channels: { length: channels } }) => {
  const [sums, counts] = [new Float64Array(channels), new Float64Array(channels)]
  for (let i = 0; i < data.length; i++) {
    sums[i % channels] += mask[i] * data[i]
    counts[i % channels] += mask[i]
  }
  const means = sums.map((sum, c) => (counts[c] === 0 ? 0 : sum / counts[c]))
  return { fill: Float32Array.from(data, (_, i) => means[i % channels]) }
}
