import type { EngineDescription } from '../contract.ts'
import { tensorflow } from './tensorflow.ts'

type Precision = EngineDescription['productPrecision']

/** Needs 12 bits after the point: TF32 keeps 10 of them, bfloat16 7. */
const probe = 1 + 2 ** -9 + 2 ** -12

// Large enough that a card takes the units that round.
const size = 512

/** What became of the probe in a product with 1. */
export function precisionOf(product: number): Precision {
  if (product === probe) return 'float32'
  return product === 1 + 2 ** -9 ? 'tf32' : 'bfloat16'
}

let measured: Precision | undefined

/** To how many bits float32 products of matrices are rounded here, measured once: a product with the identity tells. */
export function productPrecision(): Precision {
  const { tf } = tensorflow()
  measured ??= precisionOf(tf.tidy(() => tf.matMul(tf.fill([size, size], probe), tf.eye(size)).dataSync()[0]))
  return measured
}
