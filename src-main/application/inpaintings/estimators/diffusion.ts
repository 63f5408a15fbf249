import { fillInThread } from '../fills/fill-thread.ts'
import type { EstimatorFunction } from './estimator-kind.ts'

/** Each pixel of the hole is the mean of its neighbours. */
export const diffusion: EstimatorFunction<'diffusion'> = ({ kind }, { data, mask, size, channels, progress, signal }) =>
  fillInThread({ kind, data, mask, size, channels: channels.length }, progress, signal)
