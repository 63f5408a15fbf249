import type { Operator } from '../../../src-preload/contract/inpaintings.ts'

/**
 * The filled patch: the data where they were observed, the model in the hole. Through a beam no pixel is observed as it
 * is: there the model stands everywhere.
 * @param mask 1 = observed, 0 = hole
 */
export const fillHole = (
  original: Float32Array,
  model: Float32Array,
  mask: ArrayLike<number>,
  operator: Operator,
): Float32Array => original.map((value, i) => (operator.kind === 'mask' && mask[i] === 1 ? value : model[i]))
