import { EngineError } from './errors.ts'
import { INT32, type, type Attribute, type ListKind } from './graph-node.ts'
import type { NativeAttribute } from './native-binding.ts'
import { tensorflow } from './tensorflow.ts'

/**
 * An op's attributes in the form a graph file stores them.
 * @param dtype type of the op's first input
 * @throws EngineError 'not-recordable' for kinds of attributes a graph file cannot store
 */
export function recordedAttributes(
  op: string,
  given: readonly NativeAttribute[],
  dtype: number,
): Record<string, Attribute> {
  const attributes = Object.fromEntries(given.map((each) => [each.name, recordedAttribute(op, each)]))
  // The one op whose types tfjs leaves out: TensorFlow infers them in eager execution, but not in a graph.
  return op === 'ExpandDims' ? { T: type(dtype), Tdim: type(INT32), ...attributes } : attributes
}

function recordedAttribute(op: string, { name, type: native, value }: NativeAttribute): Attribute {
  const { binding } = tensorflow()
  if (native === binding.TF_ATTR_SHAPE) return { kind: 'shape', value: value as number[] }
  if (native === binding.TF_ATTR_TYPE && !Array.isArray(value)) return type(value as number)
  const kinds = new Map<number, ListKind>([
    [binding.TF_ATTR_STRING, 'string'],
    [binding.TF_ATTR_INT, 'int'],
    [binding.TF_ATTR_FLOAT, 'float'],
    [binding.TF_ATTR_BOOL, 'bool'],
    [binding.TF_ATTR_TYPE, 'type'],
  ])
  const kind = kinds.get(native)
  if (kind === undefined) {
    throw new EngineError(
      'not-recordable',
      `The op ${op} cannot be recorded: its attribute "${name}" is of a kind a graph file cannot store.`,
    )
  }
  return (Array.isArray(value) ? { kind: 'list', of: kind, values: value } : { kind, value }) as Attribute
}
