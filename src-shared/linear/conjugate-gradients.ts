import { dot, maxNorm } from '../optimize/vector.ts'

/** Writes the product of a symmetric positive definite matrix and `x` to `out`, which is another array. */
export type SymmetricProduct = (x: Float64Array, out: Float64Array) => void

export interface ConjugateGradientOptions {
  /** Largest residual at the end, relative to the largest term of the right-hand side. */
  tolerance: number
  /** By default twice the number of unknowns and ten: in exact arithmetic it ends after as many steps as unknowns. */
  maxSteps?: number
  /** A product with about the inverse of the matrix, itself symmetric positive definite. */
  precondition?: SymmetricProduct
}

/**
 * Solves M x = b by conjugate gradients (Hestenes & Stiefel 1952), with or without a preconditioner, starting at x = 0.
 * @returns the solution, the number of steps, and whether the tolerance was reached
 */
export function conjugateGradients(
  multiply: SymmetricProduct,
  b: Float64Array,
  { tolerance, maxSteps = 2 * b.length + 10, precondition }: ConjugateGradientOptions,
): { x: Float64Array; steps: number; converged: boolean } {
  const count = b.length
  const x = new Float64Array(count)
  const residual = b.slice()
  const product = new Float64Array(count)
  const improved = precondition ? new Float64Array(count) : residual
  precondition?.(residual, improved)
  const direction = improved.slice()
  const enough = tolerance * maxNorm(b)
  let squares = dot(residual, improved)
  let steps = 0
  for (; steps < maxSteps && maxNorm(residual) > enough; steps++) {
    multiply(direction, product)
    const length = squares / dot(direction, product)
    for (let k = 0; k < count; k++) {
      x[k] += length * direction[k]
      residual[k] -= length * product[k]
    }
    precondition?.(residual, improved)
    const before = squares
    squares = dot(residual, improved)
    for (let k = 0; k < count; k++) direction[k] = improved[k] + (squares / before) * direction[k]
  }
  return { x, steps, converged: maxNorm(residual) <= enough }
}
