import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { Weight } from '../../runtime/graph.ts'

/**
 * A linear operator A on patches [batch, size, size, channels] as TensorFlow computes it, differentiably, with its adjoint;
 * in float64 the same operators are in src-shared/inpainting/operators. Both functions are given the tensors of the graph.
 */
export interface GraphOperator {
  /** Constants that the graph must hold, by name. */
  constants: Record<string, Weight>
  apply(x: Tensor4D, tensors: Record<string, Tensor>): Tensor4D
  adjoint(y: Tensor4D, tensors: Record<string, Tensor>): Tensor4D
}

/** Operators one after the other, the first first; their adjoints the other way round. Of none, the identity. */
export const inOrder = (...operators: readonly GraphOperator[]): GraphOperator => ({
  constants: Object.assign({}, ...operators.map(({ constants }) => constants)) as Record<string, Weight>,
  apply: (x, tensors) => operators.reduce((seen, { apply }) => apply(seen, tensors), x),
  adjoint: (y, tensors) => operators.reduceRight((seen, { adjoint }) => adjoint(seen, tensors), y),
})
