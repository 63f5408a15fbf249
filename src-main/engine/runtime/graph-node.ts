/** TensorFlow's numbers for element types (types.proto). */
export const FLOAT32 = 1
export const INT32 = 3
export const BOOL = 10

export type Attribute =
  | { kind: 'string'; value: string }
  | { kind: 'int' | 'float' | 'type'; value: number }
  | { kind: 'bool'; value: boolean }
  | { kind: 'shape'; value: readonly number[] }
  | { kind: 'tensor'; dtype: number; shape: readonly number[]; bytes: Uint8Array }
  | { kind: 'list'; of: ListKind; values: readonly (string | number | boolean)[] }

export type ListKind = 'string' | 'int' | 'float' | 'type' | 'bool'

/** One op of a TensorFlow graph; an input is `node`, `node:output`, or `^node` for "after it". */
export interface GraphNode {
  name: string
  op: string
  inputs: readonly string[]
  attributes: Readonly<Record<string, Attribute>>
}

export const type = (value: number): Attribute => ({ kind: 'type', value })
export const shape = (value: readonly number[]): Attribute => ({ kind: 'shape', value })
export const string = (value: string): Attribute => ({ kind: 'string', value })
export const bool = (value: boolean): Attribute => ({ kind: 'bool', value })

/** A Const node; `values` are copied. */
export function constant(name: string, dims: readonly number[], dtype: number, values: ArrayBufferView): GraphNode {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice()
  return {
    name,
    op: 'Const',
    inputs: [],
    attributes: { dtype: type(dtype), value: { kind: 'tensor', dtype, shape: dims, bytes } },
  }
}

export const scalar = (name: string, value: number) => constant(name, [], FLOAT32, Float32Array.of(value))

/** Nodes for an array filled with `value`; a Const would store every element. The last node has the name. */
export function filled(name: string, dims: readonly number[], value: number): GraphNode[] {
  return [
    scalar(`${name}/value`, value),
    constant(`${name}/dims`, [dims.length], INT32, Int32Array.from(dims)),
    {
      name,
      op: 'Fill',
      inputs: [`${name}/dims`, `${name}/value`],
      attributes: { T: type(FLOAT32), index_type: type(INT32) },
    },
  ]
}

// Longer constants whose elements are all equal are stored as one number.
const longestPlainConstant = 64

/** Nodes for an array made in JavaScript, as compact as its values allow. The last node has the name. */
export function arrayNodes(
  name: string,
  dims: readonly number[],
  dtype: number,
  values: ArrayLike<number>,
): GraphNode[] {
  if (dtype === BOOL) return [constant(name, dims, dtype, Uint8Array.from(values))]
  if (dtype !== FLOAT32) return [constant(name, dims, dtype, Int32Array.from(values))]
  const floats = Float32Array.from(values)
  const uniform = floats.length > longestPlainConstant && floats.every((value) => value === floats[0])
  return uniform ? filled(name, dims, floats[0]) : [constant(name, dims, dtype, floats)]
}
