import { EngineError } from '../errors.ts'
import { elementWise } from './element-wise.ts'
import { layers } from './layers.ts'
import { layout } from './layout.ts'
import type { Operation, ShapeRule, TensorKind } from './operation.ts'
import { reductions } from './reductions.ts'

/** Shape rules by TensorFlow op name. */
export const shapeRules: Readonly<Record<string, ShapeRule>> = { ...elementWise, ...reductions, ...layout, ...layers }

/**
 * The shapes and types an op would return, without computing it.
 * @throws EngineError 'not-recordable' for an op without a rule, or a shape known only after computing it
 */
export function outputsOf(operation: Operation): TensorKind[] {
  const { op } = operation
  if (Object.hasOwn(shapeRules, op)) return shapeRules[op](operation)
  throw new EngineError(
    'not-recordable',
    `The op ${op} cannot be recorded: no rule gives its output shape. Add one to src-main/engine/runtime/shape-rules, or write the function with other ops.`,
  )
}
