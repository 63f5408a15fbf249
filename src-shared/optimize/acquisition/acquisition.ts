import type { PredictionWithGradients } from '../gaussian-process/gaussian-process.ts'

/** The value of measuring at a point, from a model's prediction; higher is better. The objective is minimised. */
export interface Acquisition {
  value: number
  /** d value / d mean and d value / d variance of the prediction. */
  byMean: number
  byVariance: number
}

/** @param best the lowest value so far, in the model's scale */
export type AcquisitionFunction = (prediction: { mean: number; variance: number }, best: number) => Acquisition

/** The gradient of an acquisition with respect to x. */
export function acquisitionGradient(
  { byMean, byVariance }: Acquisition,
  { meanGradient, varianceGradient }: PredictionWithGradients,
): Float64Array {
  return meanGradient.map((slope, d) => byMean * slope + byVariance * varianceGradient[d])
}
