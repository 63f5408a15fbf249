import type { PredictionWithGradients } from '../gaussian-process/gaussian-process.ts'

/** What a measurement at a point is worth, by what a model says of it; higher is better. Values are minimised. */
export interface Acquisition {
  value: number
  /** d value / d mean and d value / d variance of the prediction. */
  byMean: number
  byVariance: number
}

/** @param best the lowest value so far, as the model sees it */
export type AcquisitionFunction = (prediction: { mean: number; variance: number }, best: number) => Acquisition

/** The gradient of an acquisition by x. */
export function acquisitionGradient(
  { byMean, byVariance }: Acquisition,
  { meanGradient, varianceGradient }: PredictionWithGradients,
): Float64Array {
  return meanGradient.map((slope, d) => byMean * slope + byVariance * varianceGradient[d])
}
