import { fillInThread } from '../fills/fill-thread.ts'
import type { EstimatorFunction } from './estimator-kind.ts'

/** A Gaussian field with the covariance of the dataset's training patches: mean, standard deviation and realisations. */
export const wiener: EstimatorFunction<'wiener'> = (
  settings,
  { data, mask, size, noises, blurs, dataset, progress, signal },
) => fillInThread({ ...settings, data, mask, size, noises, blurs, dataset }, progress, signal)
