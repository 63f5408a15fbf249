import { BOOL } from '../graph-node.ts'
import { attribute, broadcast, forAll, like, type ShapeRule } from './operation.ts'

const together: ShapeRule = ({ op, inputs }) => [
  {
    shape: broadcast(
      op,
      inputs.map(({ shape }) => shape),
    ),
    dtype: inputs[0].dtype,
  },
]
const asBool =
  (rule: ShapeRule): ShapeRule =>
  (operation) =>
    rule(operation).map(({ shape }) => ({ shape, dtype: BOOL }))

/** Ops that act on each element separately. */
export const elementWise: Readonly<Record<string, ShapeRule>> = {
  ...forAll('Abs Neg Sign Square Sqrt Rsqrt Reciprocal Exp Expm1 Log Log1p Erf Floor Ceil Round', like(0)),
  ...forAll('Sin Cos Tan Asin Acos Atan Sinh Cosh Tanh Asinh Acosh Atanh', like(0)),
  ...forAll('Relu Relu6 LeakyRelu Elu Selu Softplus Sigmoid Softmax LogicalNot ZerosLike OnesLike', like(0)),
  ...forAll('ReluGrad Relu6Grad LeakyReluGrad EluGrad SeluGrad SoftplusGrad SigmoidGrad TanhGrad', like(0)),
  ...forAll('AddN Cumsum Cumprod', like(0)),
  ...forAll('Add Sub Mul Div RealDiv FloorDiv FloorMod Pow Atan2 Maximum Minimum', together),
  ...forAll('SquaredDifference LogicalAnd LogicalOr', together),
  ...forAll('Equal NotEqual Less LessEqual Greater GreaterEqual', asBool(together)),
  ...forAll('IsNan IsInf IsFinite', asBool(like(0))),
  Select: like(1),
  Cast: (operation) => [{ shape: operation.inputs[0].shape, dtype: attribute<number>(operation, 'DstT')! }],
}
