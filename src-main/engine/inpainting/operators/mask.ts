import { tensorflow } from '../../runtime/tensorflow.ts'
import type { GraphOperator } from './graph-operator.ts'

/** The mask of the data, 1 = observed, 0 = hole, which is an input of the graph: holes become 0. It is its own adjoint. */
export function maskOperator(): GraphOperator {
  const { tf } = tensorflow()
  const apply: GraphOperator['apply'] = (x, { mask }) => tf.mul(mask, x)
  return { constants: {}, apply, adjoint: apply }
}
