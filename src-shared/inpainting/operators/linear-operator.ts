/**
 * A linear operator A on patches, with the adjoint A' that the dot product defines: (A x) . y = x . (A' y). The same
 * operators as TensorFlow computes them are in src-main/engine/inpainting/operators.
 */
export interface LinearOperator {
  apply(x: ArrayLike<number>): Float64Array
  adjoint(y: ArrayLike<number>): Float64Array
}

/** Operators one after the other, the first first; their adjoints the other way round. At least one. */
export const inOrder = (...operators: readonly LinearOperator[]): LinearOperator => ({
  apply: (x) => operators.reduce<ArrayLike<number>>((seen, { apply }) => apply(seen), x) as Float64Array,
  adjoint: (y) => operators.reduceRight<ArrayLike<number>>((seen, { adjoint }) => adjoint(seen), y) as Float64Array,
})
