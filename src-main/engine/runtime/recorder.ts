import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { callPlace, isFromTfjs, withDeepStacks } from './call-place.ts'
import { EngineError, type EngineErrorKind } from './errors.ts'
import { FLOAT32, arrayNodes, type GraphNode } from './graph-node.ts'
import type { NativeBinding, NativeTensor } from './native-binding.ts'
import { recordedAttributes } from './recorded-attributes.ts'
import { outputsOf } from './shape-rules/index.ts'
import type { TensorKind } from './shape-rules/operation.ts'
import { tensorflow } from './tensorflow.ts'

/** A tensor of the graph: the node output it stands for, with shape and type, if known. */
interface Recorded extends TensorKind {
  name: string
}

/**
 * Records the TensorFlow calls that tfjs makes while a function runs: every op becomes a graph node, every array made
 * in JavaScript a constant. Nothing is computed: tfjs receives the shape and type that each op would return, and its
 * tensors hold no values. Numbers drawn or computed in JavaScript become a permanent part of the graph.
 */
export class Recorder {
  readonly nodes: GraphNode[] = []
  readonly #tensors = new Map<number, Recorded>()
  readonly #stacks = new Map<string, { stack?: string }>()
  readonly #flow = tensorflow()
  #count = 0
  // TensorFlow's own tensor ids count up from 0; tfjs must not delete any of those.
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

  /** The source line that created a node, as "layers.ts:14"; undefined if it is unknown. */
  placeOf(name: string): string | undefined {
    return callPlace(this.#stacks.get(name.split(':')[0])?.stack)
  }

  /** A TensorFlow failure, with the source line of the first node that it names. */
  explain(error: EngineError): EngineError {
    const names = error.details?.match(/[\w./-]+/g) ?? []
    return placed(
      error,
      error.kind,
      names.map((name) => this.placeOf(name)).find((place) => place !== undefined),
    )
  }

  /**
   * Runs `f` and records it, with `scope` prefixed to the names of its nodes.
   * @throws EngineError 'not-recordable' if `f` reads a tensor's values, uses a tensor made outside, calls an op whose
   *   shape cannot be known beforehand, or is rejected by tfjs; the message begins with the line of `f` responsible
   */
  record<T>(scope: string, f: () => T): T {
    const { backend, binding } = this.#flow
    const { read } = backend
    let unread: unknown
    backend.binding = this.#recording(binding, scope)
    // A rejected promise might go unhandled, so it stays pending and `f` fails once it has returned.
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

  // The addon's properties are read-only, so a Proxy must return them unchanged: hence a new object.
  #recording(binding: NativeBinding, scope: string): NativeBinding {
    const recording: Record<string, unknown> = {}
    for (const name of Object.getOwnPropertyNames(binding)) {
      const value = (binding as unknown as Record<string, unknown>)[name]
      recording[name] = typeof value === 'function' ? value.bind(binding) : value
    }
    const overrides: Pick<NativeBinding, 'createTensor' | 'executeOp' | 'tensorDataSync'> = {
      // Actually created: tfjs may hold the array from before `f` and use it afterwards.
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
            `The output shape of ${op} depends on computed numbers: use fixed ones.`,
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
      `${what} is a tensor made outside the compiled function. Pass it as an input or a weight.`,
    )
  }
}

/** Turns what could not be recorded into an EngineError with its line; other errors pass through. */
function located(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const kind = error instanceof EngineError ? error.kind : isFromTfjs(error) ? 'not-recordable' : null
  return kind === 'not-recordable' || kind === 'shape' ? placed(error, kind, callPlace(error.stack)) : error
}

const placed = (cause: Error & { details?: string }, kind: EngineErrorKind, place: string | undefined) =>
  new EngineError(kind, place ? `${place}: ${cause.message}` : cause.message, { cause, details: cause.details })
