import { EngineError } from '../errors.ts'
import type { Attribute } from '../graph-node.ts'

/** What is known of a tensor before it is computed; `dtype` is a TensorFlow type number. */
export interface TensorKind {
  shape: readonly number[]
  dtype: number
}

/** An op being recorded. */
export interface Operation {
  op: string
  attributes: Readonly<Record<string, Attribute>>
  inputs: readonly TensorKind[]
  /** The values of an input made in JavaScript. @throws EngineError 'not-recordable' if the input is computed */
  values(input: number): number[]
}

/** An op's outputs, as TensorFlow's own shape function for that op gives them. */
export type ShapeRule = (operation: Operation) => TensorKind[]

/** Gives many ops the same rule. */
export const forAll = (ops: string, rule: ShapeRule): Record<string, ShapeRule> =>
  Object.fromEntries(ops.split(' ').map((op) => [op, rule]))

/** The output has the shape and type of input `i`. */
export const like =
  (i: number): ShapeRule =>
  ({ inputs }) => [inputs[i]]

/** A recorded attribute: number, string or list; undefined if the op does not have it. */
export function attribute<T>({ attributes }: Operation, name: string): T | undefined {
  const found = attributes[name]
  if (found === undefined || found.kind === 'tensor') return undefined
  return (found.kind === 'list' ? found.values : found.value) as T
}

/** Counts a negative axis from the end. */
export const axisOf = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis)

/** The shape these broadcast to. @throws EngineError 'shape' */
export function broadcast(op: string, shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length))
  return Array.from({ length: rank }, (_, i) => {
    const lengths = new Set(shapes.map((shape) => shape[i - rank + shape.length] ?? 1))
    lengths.delete(1)
    if (lengths.size > 1) {
      const all = shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')
      throw new EngineError('shape', `${op} cannot join the shapes ${all}: lengths must be equal or 1.`)
    }
    return [...lengths][0] ?? 1
  })
}
