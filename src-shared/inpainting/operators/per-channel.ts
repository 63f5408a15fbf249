import type { LinearOperator } from './linear-operator.ts'

/**
 * An operator for each channel of patches [pixels, channels], which takes that channel [pixels] to as many; null leaves it as
 * it is.
 */
export function perChannel(operators: readonly (LinearOperator | null)[]): LinearOperator {
  const channels = operators.length
  const each = (x: ArrayLike<number>, work: 'apply' | 'adjoint') => {
    const y = new Float64Array(x.length)
    operators.forEach((operator, c) => {
      const plane = Float64Array.from({ length: x.length / channels }, (_, i) => x[i * channels + c])
      const seen = operator ? operator[work](plane) : plane
      seen.forEach((value, i) => (y[i * channels + c] = value))
    })
    return y
  }
  return { apply: (x) => each(x, 'apply'), adjoint: (y) => each(y, 'adjoint') }
}
