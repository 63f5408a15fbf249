import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { EngineError } from './errors.ts'
import {
  FLOAT32,
  constant,
  filled,
  type as typeAttribute,
  type Attribute,
  type GraphNode,
  type ListKind,
} from './graph-node.ts'
import type { NativeAttribute, NativeBinding } from './native-binding.ts'
import { tensorflow } from './tensorflow.ts'

// Constants longer than this whose elements are all equal are stored as one number.
const longestPlainConstant = 64

/**
 * Writes down what tfjs asks of TensorFlow while a function runs: every op becomes a node of a graph, every array that
 * JavaScript makes a constant. The function really runs once, on the tensors it was given, and nothing is hidden from
 * it; but numbers that JavaScript draws or computes inside become part of the graph for good.
 */
export class Recorder {
  readonly nodes: GraphNode[] = []
  readonly #names = new Map<number, string>()
  readonly #flow = tensorflow()
  #count = 0

  add(...nodes: GraphNode[]): void {
    this.nodes.push(...nodes)
  }

  /** From now on `tensor` stands for the output of the node `name`. */
  bind(tensor: Tensor, name: string): void {
    this.#names.set(this.#idOf(tensor), name)
  }

  /** The node output that `tensor` stands for. @throws EngineError 'not-recordable' if it is not part of the graph */
  nameOf(tensor: Tensor): string {
    return this.#nameOfId(this.#idOf(tensor), 'a result')
  }

  /**
   * Runs `f` and records it, with `scope` before the names of its nodes.
   * @throws EngineError 'not-recordable' for a read of a tensor's values inside, or a tensor made outside
   */
  record<T>(scope: string, f: () => T): T {
    const { backend, binding } = this.#flow
    backend.binding = this.#recording(binding, scope)
    try {
      return f()
    } finally {
      backend.binding = binding
    }
  }

  // The addon's properties are read-only, so that a Proxy on it may not answer otherwise: hence a new object.
  #recording(binding: NativeBinding, scope: string): NativeBinding {
    const recording: Record<string, unknown> = {}
    for (const name of Object.getOwnPropertyNames(binding)) {
      const value = (binding as unknown as Record<string, unknown>)[name]
      recording[name] = typeof value === 'function' ? value.bind(binding) : value
    }
    const overrides: Pick<NativeBinding, 'createTensor' | 'executeOp' | 'tensorDataSync'> = {
      createTensor: (shape, dtype, values) => {
        const id = binding.createTensor(shape, dtype, values)
        const name = `${scope}/${this.#count++}_const`
        this.add(...this.#constantNodes(name, shape, dtype, values))
        this.#names.set(id, name)
        return id
      },
      executeOp: (op, attributes, inputs, outputs) => {
        const inputNames = inputs.map((id) => this.#nameOfId(id, `an input of ${op}`))
        const recorded = Object.fromEntries(attributes.map((each) => [each.name, this.#attribute(op, each)]))
        const results = binding.executeOp(op, attributes, inputs, outputs)
        const name = `${scope}/${this.#count++}_${op}`
        this.add({ name, op, inputs: inputNames, attributes: recorded })
        results.forEach((result, i) => this.#names.set(result.id, i === 0 ? name : `${name}:${i}`))
        return results
      },
      tensorDataSync: () => {
        throw new EngineError(
          'not-recordable',
          `A function that is compiled ("${scope}") reads a tensor's values (dataSync, arraySync, a condition on them). Return the tensor as an output instead.`,
        )
      },
    }
    return Object.assign(recording, overrides) as unknown as NativeBinding
  }

  #constantNodes(name: string, shape: number[], dtype: number, values: ArrayLike<number>): GraphNode[] {
    const { binding } = this.#flow
    if (dtype === FLOAT32) {
      const floats = Float32Array.from(values)
      const uniform = floats.length > longestPlainConstant && floats.every((value) => value === floats[0])
      return uniform ? filled(name, shape, floats[0]) : [constant(name, shape, dtype, floats)]
    }
    return [constant(name, shape, dtype, dtype === binding.TF_BOOL ? Uint8Array.from(values) : Int32Array.from(values))]
  }

  #attribute(op: string, { name, type, value }: NativeAttribute): Attribute {
    const { binding } = this.#flow
    if (type === binding.TF_ATTR_SHAPE) return { kind: 'shape', value: value as number[] }
    if (type === binding.TF_ATTR_TYPE && !Array.isArray(value)) return typeAttribute(value as number)
    const kinds = new Map<number, ListKind>([
      [binding.TF_ATTR_STRING, 'string'],
      [binding.TF_ATTR_INT, 'int'],
      [binding.TF_ATTR_FLOAT, 'float'],
      [binding.TF_ATTR_BOOL, 'bool'],
      [binding.TF_ATTR_TYPE, 'type'],
    ])
    const kind = kinds.get(type)
    if (kind === undefined) {
      throw new EngineError(
        'not-recordable',
        `The op ${op} cannot be recorded: its attribute "${name}" is of a kind that a graph file does not hold.`,
      )
    }
    return (Array.isArray(value) ? { kind: 'list', of: kind, values: value } : { kind, value }) as Attribute
  }

  #idOf(tensor: Tensor): number {
    return this.#flow.backend.getInputTensorIds([tensor])[0]
  }

  #nameOfId(id: number, what: string): string {
    const name = this.#names.get(id)
    if (name !== undefined) return name
    throw new EngineError(
      'not-recordable',
      `${what} is a tensor that was made outside of the compiled function. Hand it over as an input or a weight.`,
    )
  }
}
