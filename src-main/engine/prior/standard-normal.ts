import type { Prior } from './prior.ts'

/** N(0, 1), the prior that an autoencoder is trained with: nothing to train. @param values of one of a batch */
export const standardNormal = (values: number): Prior => ({
  place: (noise) => noise,
  noiseOf: (placed) => placed,
  logDensity: (placed) => logNormal(placed, values),
  free: () => {},
})

/** ln of the standard normal density of each row of `length` values, in nats. */
export function logNormal(values: Float32Array, length: number): Float64Array {
  return Float64Array.from({ length: values.length / length }, (_, row) => {
    let squares = 0
    for (let i = row * length; i < (row + 1) * length; i++) squares += values[i] ** 2
    return -0.5 * (squares + length * Math.log(2 * Math.PI))
  })
}
