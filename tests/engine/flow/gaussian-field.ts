import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { VelocityField } from '../../../src-main/engine/flow/velocity-function.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'

// A Gaussian field on a torus of 8 x 8 pixels, of any power spectrum.

export const side = 8
const pixels = side ** 2

/** The orthonormal and symmetric basis of Hartley (1942) at row i and column j: waves with a power spectrum each. */
const hartley = (i: number, j: number) => {
  const at = (n: number) => [Math.floor(n / side), n % side]
  const [[a, b], [c, d]] = [at(i), at(j)]
  const phase = (2 * Math.PI * (a * c + b * d)) / side
  return (Math.cos(phase) + Math.sin(phase)) / side
}
const basis = Float32Array.from({ length: pixels ** 2 }, (_, at) => hartley(Math.floor(at / pixels), at % pixels))

/** Power of each wave: (k / 1)^-slope, and at k = 0 as at 1. */
export const powerLaw = (slope: number) =>
  Float32Array.from({ length: pixels }, (_, i) => {
    const [a, b] = [Math.floor(i / side), i % side].map((k) => Math.min(k, side - k))
    return Math.max(1, Math.hypot(a, b)) ** -slope
  })

/** A row of waves to pixels, and back: the basis is its own inverse. */
const turned = (row: Float32Array) =>
  Float32Array.from(row, (_, i) => row.reduce((sum, value, k) => sum + value * basis[i * pixels + k], 0))

/** The field of standard normal numbers, with this power. */
export const fieldOf = (noise: Float32Array, power: Float32Array) =>
  turned(turned(noise).map((value, k) => value * Math.sqrt(power[k])))

/** ln p of a field, in nats. */
export function exactDensity(field: Float32Array, power: Float32Array): number {
  return turned(field).reduce(
    (sum, wave, k) => sum - 0.5 * (wave ** 2 / power[k] + Math.log(2 * Math.PI * power[k])),
    0,
  )
}

/**
 * The mean velocity x - n of straight paths t x + (1 - t) n from noise to fields, given the point on the path: (t P - (1 -
 * t)) / (t^2 P + (1 - t)^2) times the point in each wave, as follows from the covariances of normal variables.
 */
export const gaussianVelocity =
  (power: Float32Array): VelocityField =>
  (x: Tensor4D, t: Tensor1D) => {
    const { tf } = tensorflow()
    const waves = tf.tensor2d(basis, [pixels, pixels])
    const p = tf.tensor2d(power, [1, pixels])
    const at = t.reshape([-1, 1])
    const rest = tf.sub(1, at)
    const share: Tensor = tf.div(tf.sub(tf.mul(at, p), rest), tf.add(tf.mul(tf.square(at), p), tf.square(rest)))
    return tf.matMul(tf.mul(tf.matMul(x.reshape([-1, pixels]), waves), share), waves).reshape(x.shape)
  }
