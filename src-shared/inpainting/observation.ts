import { beamMatrix } from '../sky/beam.ts'

/**
 * How a patch is observed, d = A x: through a beam or without one, and not in the holes. Linear, with the adjoint A'
 * that the dot product defines: (A x) . y = x . (A' y).
 */
export interface Observation {
  /** The observed pixels, in the order of the data. */
  pixels: Int32Array
  /** Full width at half maximum in pixels, or null. */
  beam: number | null
  /** [size, size] to [observed] */
  apply(patch: ArrayLike<number>): Float64Array
  /** [observed] to [size, size] */
  adjoint(data: Float64Array): Float64Array
}

/** How data came about, whatever they are: d = A x + noise. */
export interface Seeing {
  observed: Observation
  /** [observed]: variance of the noise of each datum, above 0. */
  variance: Float64Array
  /** [size, size], 1 = observed, 0 = hole */
  mask: Uint8Array
}

/**
 * @param mask [size, size], 1 = observed, 0 = hole
 * @param beam full width at half maximum in pixels of a Gaussian beam (sky/beam.ts), or null
 */
export function observation(mask: Uint8Array, size: number, beam: number | null): Observation {
  const pixels = Int32Array.from([...mask.keys()].filter((i) => mask[i] === 1))
  const blurred = beam === null ? null : alongBothSides(beamMatrix(size, beam), size)
  return {
    pixels,
    beam,
    apply(patch) {
      const seen = blurred ? blurred(patch, false) : patch
      const data = new Float64Array(pixels.length)
      for (let k = 0; k < data.length; k++) data[k] = seen[pixels[k]]
      return data
    },
    adjoint(data) {
      const patch = new Float64Array(size * size)
      for (let k = 0; k < pixels.length; k++) patch[pixels[k]] = data[k]
      return blurred ? blurred(patch, true) : patch
    },
  }
}

/** B X B', or its adjoint B' X B. */
function alongBothSides(matrix: Float32Array, size: number) {
  const weights = Float64Array.from(matrix)
  const turned = Float64Array.from(matrix, (_, k) => matrix[(k % size) * size + Math.floor(k / size)])
  // Far from the diagonal, weights are 0.
  let reach = 0
  weights.forEach((weight, k) => {
    if (weight !== 0) reach = Math.max(reach, Math.abs((k % size) - Math.floor(k / size)))
  })
  /** The transpose of M X': applied twice, it gives M X M'. */
  const alongColumns = (m: Float64Array, x: ArrayLike<number>) => {
    const y = new Float64Array(size * size)
    for (let i = 0; i < size; i++) {
      const [from, to] = [Math.max(0, i - reach), Math.min(size, i + reach + 1)]
      for (let row = 0; row < size; row++) {
        let sum = 0
        for (let j = from; j < to; j++) sum += m[i * size + j] * x[row * size + j]
        y[i * size + row] = sum
      }
    }
    return y
  }
  return (patch: ArrayLike<number>, adjoint: boolean) => {
    const m = adjoint ? turned : weights
    return alongColumns(m, alongColumns(m, patch))
  }
}
