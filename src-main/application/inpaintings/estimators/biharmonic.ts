import { biharmonic as fill } from '../../../../src-shared/inpainting/biharmonic.ts'
import type { EstimatorFunction } from './estimator-kind.ts'

/** A surface whose value and slope meet what is seen at the border of the hole. */
export const biharmonic: EstimatorFunction<'biharmonic'> = (_, { data, mask, size }) => ({
  fill: Float32Array.from(fill(data, mask, size)),
})
