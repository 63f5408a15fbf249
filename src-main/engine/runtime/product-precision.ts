import type { EngineDescription } from '../outcomes.ts'
import { tensorflow } from './tensorflow.ts'

type Precision = EngineDescription['productPrecision']

/** Needs 12 bits after the point: TF32 keeps 10 of them, bfloat16 7. */
const probe = 1 + 2 ** -9 + 2 ** -12

// Large enough for a card to use its reduced-precision units.
const size = 512

/** The probe after a product with 1. */
export function precisionOf(product: number): Precision {
  if (product === probe) return 'float32'
  return product === 1 + 2 ** -9 ? 'tf32' : 'bfloat16'
}

let measured: Precision | undefined

/** Precision of float32 matrix products on this device, measured once with a product with the identity. */
export function productPrecision(): Precision {
  const { tf } = tensorflow()
  measured ??= precisionOf(tf.tidy(() => tf.matMul(tf.fill([size, size], probe), tf.eye(size)).dataSync()[0]))
  return measured
}
