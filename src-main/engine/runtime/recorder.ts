import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { callPlace, isFromTfjs, withDeepStacks } from './call-place.ts'
import { EngineError, type EngineErrorKind } from './errors.ts'
import { FLOAT32, arrayNodes, type GraphNode } from './graph-node.ts'
import type { NativeBinding, NativeTensor } from './native-binding.ts'
import { recordedAttributes } from './recorded-attributes.ts'
import { outputsOf } from './shape-rules/index.ts'
import type { TensorKind } from './shape-rules/operation.ts'
import { tensorflow } from './tensorflow.ts'

/** A tensor of the graph: the node output that it stands for, and what is known of it. */
interface Recorded extends TensorKind {
  name: string
}

/**
 * Writes down what tfjs asks of TensorFlow while a function runs: every op becomes a node of a graph, every array that
 * JavaScript makes a constant. Nothing is computed: tfjs is told the shape and type that each op would give, and its
 * tensors hold no values. Numbers that JavaScript draws or computes inside become part of the graph for good.
 */
export class Recorder {
  readonly nodes: GraphNode[] = []
  readonly #tensors = new Map<number, Recorded>()
  readonly #stacks = new Map<string, { stack?: string }>()
  readonly #flow = tensorflow()
  #count = 0
  // TensorFlow counts its tensors from 0; tfjs asks it to delete none below.
  #nextId = -2

  add(...nodes: GraphNode[]): void {
    this.nodes.push(...nodes)
  }

  /** A float32 tensor without values that stands for the output of the node `name`. */
  placeholder(name: string, shape: readonly number[]): Tensor {
    return this.#flow.backend.createOutputTensor(this.#standIn(name, { shape, dtype: FLOAT32 }))
  }

  /** The node output that `tensor` stands for. @throws EngineError 'not-recordable' if it is not part of the graph */
  nameOf(tensor: Tensor, what = 'A result'): string {
    return this.#find(this.#flow.backend.getInputTensorIds([tensor])[0], what).name
  }

  /** The line that asked for a node, as "layers.ts:14"; undefined where no function did. */
  placeOf(name: string): string | undefined {
    return callPlace(this.#stacks.get(name.split(':')[0])?.stack)
  }

  /** A failure of TensorFlow, with the line that asked for the first node that it names. */
  explain(error: EngineError): EngineError {
    const names = error.details?.match(/[\w./-]+/g) ?? []
    return placed(
      error,
      error.kind,
      names.map((name) => this.placeOf(name)).find((place) => place !== undefined),
    )
  }

  /**
   * Runs `f` and records it, with `scope` before the names of its nodes.
   * @throws EngineError 'not-recordable' for a read of a tensor's values inside, a tensor made outside, an op whose
   * shape cannot be told beforehand, or what tfjs refuses; the message begins with the line of `f` that did it
   */
  record<T>(scope: string, f: () => T): T {
    const { backend, binding } = this.#flow
    const { read } = backend
    let unread: unknown
    backend.binding = this.#recording(binding, scope)
    // A promise that fails may have nobody to catch it: it stays open, and `f` fails when it has returned.
    backend.read = (data) => {
      try {
        return Promise.resolve(backend.readSync(data))
      } catch (error) {
        unread ??= error
        return new Promise(() => {})
      }
    }
    try {
      const result = withDeepStacks(f)
      if (unread !== undefined) throw unread
      return result
    } catch (error) {
      throw located(unread ?? error)
    } finally {
      backend.binding = binding
      backend.read = read
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
      // Really made: tfjs may have been given the array before `f`, and use it after.
      createTensor: (shape, dtype, values) => {
        const id = binding.createTensor(shape, dtype, values)
        const name = `${scope}/${this.#count++}_const`
        this.add(...arrayNodes(name, shape, dtype, values))
        this.#tensors.set(id, { name, shape, dtype })
        return id
      },
      executeOp: (op, attributes, ids) => {
        const inputs = ids.map((id) => this.#find(id, `An input of ${op}`))
        const recorded = recordedAttributes(op, attributes, inputs[0].dtype)
        const values = (input: number) => {
          if (ids[input] >= 0) return Array.from(binding.tensorDataSync(ids[input]))
          throw new EngineError(
            'not-recordable',
            `The shape that ${op} gives depends on computed numbers: give it fixed ones.`,
          )
        }
        const kinds = outputsOf({ op, attributes: recorded, inputs, values })
        const name = `${scope}/${this.#count++}_${op}`
        this.add({ name, op, inputs: inputs.map((input) => input.name), attributes: recorded })
        Error.captureStackTrace(this.#stackOf(name))
        return kinds.map((kind, i) => this.#standIn(i === 0 ? name : `${name}:${i}`, kind))
      },
      tensorDataSync: (id) => {
        if (id >= 0) return binding.tensorDataSync(id)
        throw new EngineError(
          'not-recordable',
          `A function that is compiled ("${scope}") reads a tensor's values (dataSync, arraySync, data, a condition on them). Return the tensor as an output instead.`,
        )
      },
    }
    return Object.assign(recording, overrides) as unknown as NativeBinding
  }

  #stackOf(name: string): { stack?: string } {
    const holder = {}
    this.#stacks.set(name, holder)
    return holder
  }

  #standIn(name: string, { shape, dtype }: TensorKind): NativeTensor {
    const id = this.#nextId--
    this.#tensors.set(id, { name, shape, dtype })
    return { id, shape: [...shape], dtype }
  }

  #find(id: number, what: string): Recorded {
    const found = this.#tensors.get(id)
    if (found !== undefined) return found
    throw new EngineError(
      'not-recordable',
      `${what} is a tensor that was made outside of the compiled function. Hand it over as an input or a weight.`,
    )
  }
}

/** What could not be recorded, with its line; other errors pass. */
function located(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const kind = error instanceof EngineError ? error.kind : isFromTfjs(error) ? 'not-recordable' : null
  return kind === 'not-recordable' || kind === 'shape' ? placed(error, kind, callPlace(error.stack)) : error
}

const placed = (cause: Error & { details?: string }, kind: EngineErrorKind, place: string | undefined) =>
  new EngineError(kind, place ? `${place}: ${cause.message}` : cause.message, { cause, details: cause.details })
