import { EngineError } from '../errors.ts'
import type { Attribute } from '../graph-node.ts'

/** What is known of a tensor before it is computed; `dtype` is one of TensorFlow's numbers. */
export interface TensorKind {
  shape: readonly number[]
  dtype: number
}

/** An op that is recorded. */
export interface Operation {
  op: string
  attributes: Readonly<Record<string, Attribute>>
  inputs: readonly TensorKind[]
  /** The values of an input that JavaScript made. @throws EngineError 'not-recordable' if the input is computed */
  values(input: number): number[]
}

/** What an op gives, one for each output, as TensorFlow's own shape function of that op says. */
export type ShapeRule = (operation: Operation) => TensorKind[]

/** The rule for many ops. */
export const forAll = (ops: string, rule: ShapeRule): Record<string, ShapeRule> =>
  Object.fromEntries(ops.split(' ').map((op) => [op, rule]))

/** What an op gives is of the shape and type of its input `i`. */
export const like =
  (i: number): ShapeRule =>
  ({ inputs }) => [inputs[i]]

/** An attribute as it was recorded, number, text or list; undefined where the op was not given it. */
export function attribute<T>({ attributes }: Operation, name: string): T | undefined {
  const found = attributes[name]
  if (found === undefined || found.kind === 'tensor') return undefined
  return (found.kind === 'list' ? found.values : found.value) as T
}

/** Counts a negative axis from the end. */
export const axisOf = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis)

/** The shape that these are broadcast to. @throws EngineError 'shape' */
export function broadcast(op: string, shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length))
  return Array.from({ length: rank }, (_, i) => {
    const lengths = new Set(shapes.map((shape) => shape[i - rank + shape.length] ?? 1))
    lengths.delete(1)
    if (lengths.size > 1) {
      const all = shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')
      throw new EngineError('shape', `${op} cannot join the shapes ${all}: lengths must be equal, or one of them 1.`)
    }
    return [...lengths][0] ?? 1
  })
}
