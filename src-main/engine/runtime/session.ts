import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { EngineError } from './errors.ts'
import { savedModel, servingTag } from './graph-def.ts'
import { FLOAT32, type GraphNode } from './graph-node.ts'
import { tensorflow } from './tensorflow.ts'
import { tensorflowFailure } from './tensorflow-failure.ts'

/** A port where values enter or leave a graph. */
export interface Port {
  /** The name that callers use. */
  key: string
  /** The node's name. */
  node: string
  shape: readonly number[]
}

/** A function inside a loaded graph, with its inputs' and outputs' names as types. */
export interface GraphFunction<I extends string, O extends string> {
  name: string
  /** The line that recorded it, for error messages of its calls; undefined if unknown. */
  place: string | undefined
  inputs: readonly (Port & { key: I })[]
  outputs: readonly (Port & { key: O })[]
}

export const elements = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1)

// TensorFlow prepares the graph again for every set of inputs and outputs, which costs more than moving small arrays:
// variables are transferred together, up to this many numbers.
const numbersPerGroup = 2 ** 24

/** The variables in groups for transfer, in their order. */
export function groupsOf(names: readonly string[], variables: ReadonlyMap<string, readonly number[]>): string[][] {
  const groups: string[][] = []
  let room = 0
  for (const name of names) {
    const size = elements(variables.get(name) ?? [])
    if (groups.length === 0 || size > room) {
      groups.push([])
      room = numbersPerGroup
    }
    groups[groups.length - 1].push(name)
    room -= size
  }
  return groups
}

/** A graph loaded into TensorFlow, with its own variables, which stay on the device. Release it with `free`. */
export class Session {
  readonly #binding = tensorflow().binding
  readonly #variables: ReadonlyMap<string, readonly number[]>
  #id: number | null

  /** @throws EngineError 'graph' if TensorFlow rejects the graph, 'out-of-memory', 'device-failed' */
  constructor(nodes: readonly GraphNode[], variables: ReadonlyMap<string, readonly number[]>) {
    this.#variables = variables
    const folder = mkdtempSync(join(tmpdir(), 'cirrus-graph-'))
    try {
      writeFileSync(join(folder, 'saved_model.pb'), savedModel(nodes))
      this.#id = this.#binding.loadSavedModel(folder + sep, servingTag)
    } catch (cause) {
      throw tensorflowFailure(cause, 'TensorFlow rejected the compiled graph')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  /**
   * Calls a function of the graph. Feeds are float32, row-major, with as many values as the input's shape says.
   * @throws EngineError 'shape' for a feed that does not fit, 'graph' for a failure inside TensorFlow, 'out-of-memory',
   *   'device-failed'
   */
  run<I extends string, O extends string>(
    f: GraphFunction<I, O>,
    feeds: Readonly<Record<I, Float32Array>>,
  ): Record<O, Float32Array> {
    const values = f.inputs.map((port) => this.#checked(f, port, feeds[port.key]))
    const results = this.#call(f.inputs, values, f.outputs.map((port) => port.node).join(','))
    return Object.fromEntries(f.outputs.map((port, i) => [port.key, results[i]])) as Record<O, Float32Array>
  }

  /** Runs nodes for their side effects, without inputs. */
  execute(node: string): void {
    this.#call([], [], node)
  }

  /** Names and shapes of the resident variables, in order of creation. */
  get variables(): ReadonlyMap<string, readonly number[]> {
    return this.#variables
  }

  /** A copy of a variable's values. */
  get(name: string): Float32Array {
    return this.getAll([name])[0]
  }

  /** Copies of several variables' values. */
  getAll(names: readonly string[]): Float32Array[] {
    for (const name of names) this.#shapeOf(name)
    return this.#call([], [], names.map((name) => `read/${name}`).join(','))
  }

  /** Replaces a variable's values. @throws EngineError 'shape' */
  put(name: string, values: Float32Array): void {
    this.putAll({ [name]: values })
  }

  /** Replaces several variables' values. @throws EngineError 'shape' */
  putAll(values: Readonly<Record<string, Float32Array>>): void {
    const names = Object.keys(values)
    const ports = names.map((name) => ({ key: name, node: `feed/${name}`, shape: this.#shapeOf(name) }))
    const checked = ports.map((port) => this.#checked({ name: 'put', place: undefined }, port, values[port.key]))
    for (const group of groupsOf(names, this.#variables)) {
      const chosen = group.map((name) => names.indexOf(name))
      const outputs = group.map((name) => `stored/${name}`).join(',')
      this.#call(
        chosen.map((i) => ports[i]),
        chosen.map((i) => checked[i]),
        outputs,
      )
    }
  }

  /** Frees the graph and its variables; later calls throw. */
  free(): void {
    if (this.#id === null) return
    this.#binding.deleteSavedModel(this.#id)
    this.#id = null
  }

  #shapeOf(name: string): readonly number[] {
    const shape = this.#variables.get(name)
    if (!shape) throw new EngineError('graph', `The compiled graph has no variable "${name}".`)
    return shape
  }

  #checked(
    { name, place }: Pick<GraphFunction<never, never>, 'name' | 'place'>,
    port: Port,
    values: Float32Array | undefined,
  ): Float32Array {
    const expected = elements(port.shape)
    if (values?.length === expected) return values
    throw new EngineError(
      'shape',
      `${place ? `${place}: ` : ''}"${port.key}" of "${name}" was compiled for shape [${port.shape.join(', ')}], ${expected} values, but got ${values?.length ?? 'none'}. To use another shape, compile the function again.`,
    )
  }

  #call(ports: readonly Port[], values: readonly Float32Array[], outputs: string): Float32Array[] {
    if (this.#id === null) throw new EngineError('graph', 'The compiled graph was freed and can no longer be called.')
    const binding = this.#binding
    const owned: number[] = []
    try {
      for (let i = 0; i < ports.length; i++) {
        owned.push(binding.createTensor(ports[i].shape as number[], FLOAT32, values[i]))
      }
      const inputs = owned.slice()
      const names = ports.map((port) => port.node).join(',')
      const results = binding.runSavedModel(this.#id, inputs, names, outputs)
      for (const result of results) owned.push(result.id)
      return results.map((result) => binding.tensorDataSync(result.id) as Float32Array)
    } catch (cause) {
      throw tensorflowFailure(cause, 'A compiled function failed in TensorFlow')
    } finally {
      for (const id of owned) binding.deleteTensor(id)
    }
  }
}
