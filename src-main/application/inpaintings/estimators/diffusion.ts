import { diffusion as fill } from '../../../../src-shared/inpainting/diffusion.ts'
import type { EstimatorFunction } from './estimator-kind.ts'

/** Each pixel of the hole is the mean of its neighbours. */
export const diffusion: EstimatorFunction<'diffusion'> = (_, { data, mask, size }) => ({
  fill: Float32Array.from(fill(data, mask, size)),
})
