import type { LinearOperator } from './linear-operator.ts'

/** Picks the observed pixels of patches, in their order: the data. */
export interface MaskOperator extends LinearOperator {
  /** The observed pixels. */
  pixels: Int32Array
}

/** @param mask 1 = observed, 0 = hole */
export function maskOperator(mask: Uint8Array): MaskOperator {
  const pixels = Int32Array.from([...mask.keys()].filter((i) => mask[i] === 1))
  return {
    pixels,
    apply: (x) => Float64Array.from(pixels, (pixel) => x[pixel]),
    adjoint(y) {
      const patch = new Float64Array(mask.length)
      for (let k = 0; k < pixels.length; k++) patch[pixels[k]] = y[k]
      return patch
    },
  }
}
