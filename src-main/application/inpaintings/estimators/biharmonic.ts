import { fillInThread } from '../fills/fill-thread.ts'
import type { EstimatorFunction } from './estimator-kind.ts'

/** A surface whose value and slope meet what is seen at the border of the hole. */
export const biharmonic: EstimatorFunction<'biharmonic'> = (
  { kind },
  { data, mask, size, channels, progress, signal },
) => fillInThread({ kind, data, mask, size, channels: channels.length }, progress, signal)
