import type { Operator } from '../../../src-preload/contract/inpaintings.ts'

/**
 * The filled patch: the data where observed, the model in the hole. With a beam no pixel is observed unblurred, so the
 * model is used everywhere.
 * @param mask 1 = observed, 0 = hole
 */
export const fillHole = (
  original: Float32Array,
  model: Float32Array,
  mask: ArrayLike<number>,
  operator: Operator,
): Float32Array => original.map((value, i) => (operator.kind === 'mask' && mask[i] === 1 ? value : model[i]))
