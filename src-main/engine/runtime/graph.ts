import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { callPlace } from './call-place.ts'
import { collectGarbageSoon } from './collect-garbage.ts'
import { EngineError } from './errors.ts'
import {
  FLOAT32,
  constant,
  filled,
  scalar,
  shape as shapeAttribute,
  string,
  type,
  type GraphNode,
} from './graph-node.ts'
import { Recorder } from './recorder.ts'
import { Session, elements, type GraphFunction, type Port } from './session.ts'
import { tensorflow } from './tensorflow.ts'

/** An array of weights: float32, row-major. */
export interface Weight {
  shape: readonly number[]
  values: Float32Array
}
export type Weights = Readonly<Record<string, Weight>>

/** The weights as tensors under the same names, for recorded functions. */
export type WeightTensors = Readonly<Record<string, Tensor>>
export type InputShapes<I extends string> = Readonly<Record<I, readonly number[]>>
export type InputTensors<I extends string> = Readonly<Record<I, Tensor>>

/**
 * A function of inputs and weights, written with tfjs ops; it must not read values or draw random numbers in
 * JavaScript.
 */
export type Recordable<I extends string, O extends string> = (
  inputs: InputTensors<I>,
  weights: WeightTensors,
) => Record<O, Tensor>

/** Whether weights are session variables, which can change, or constants, which TensorFlow may fold. */
export type Residence = 'variables' | 'constants'

/** What a function may use while it is recorded into a graph. */
export interface Recording {
  recorder: Recorder
  inputs: Record<string, Tensor>
  weights: Record<string, Tensor>
  /** Makes the tensor an output of the function. */
  output(key: string, tensor: Tensor, after?: readonly string[]): void
  /** Assigns the tensor to the variable when the function runs; returns the node to wait for. */
  assign(variable: string, tensor: Tensor): string
}

const float = type(FLOAT32)

/**
 * A graph under construction: weights, and functions over them recorded one by one, all sharing the same variables.
 * `load` passes it to TensorFlow and ends the construction.
 */
export class Graph {
  readonly recorder = new Recorder()
  readonly #weights: Weights
  readonly #tensors: Record<string, Tensor> = {}
  readonly #variables = new Map<string, readonly number[]>()
  readonly #initial: string[] = []

  constructor(weights: Weights = {}, residence: Residence = 'variables') {
    this.#weights = weights
    this.recorder.add(scalar('one', 1))
    for (const [name, { shape, values }] of Object.entries(weights)) {
      if (values.length !== elements(shape)) {
        this.#dispose()
        throw new EngineError(
          'shape',
          `The weight "${name}" has ${values.length} values, its shape [${shape.join(', ')}] asks for ${elements(shape)}.`,
        )
      }
      if (residence === 'variables') this.variable(name, shape)
      else this.recorder.add(constant(`read/${name}`, shape, FLOAT32, values))
      this.#tensors[name] = this.recorder.placeholder(`read/${name}`, shape)
    }
  }

  /**
   * A resident variable: `read/<name>` gives its value; its initial value is its weight, or `initial` in every element.
   */
  variable(name: string, shape: readonly number[], initial?: number): void {
    const node = (name: string, op: string, inputs: string[], attributes: GraphNode['attributes']) =>
      this.recorder.add({ name, op, inputs, attributes })
    const handle = { dtype: float, shape: shapeAttribute(shape), shared_name: string(name), container: string('') }
    node(`variable/${name}`, 'VarHandleOp', [], handle)
    node(`read/${name}`, 'ReadVariableOp', [`variable/${name}`], { dtype: float })
    node(`feed/${name}`, 'Placeholder', [], { dtype: float, shape: shapeAttribute(shape) })
    // TensorFlow takes over a fed array without a copy if its alignment suits: the variable would be the caller's
    // array, which could then be neither written to nor freed.
    node(`copy/${name}`, 'DeepCopy', [`feed/${name}`], { T: float })
    node(`assign/${name}`, 'AssignVariableOp', [`variable/${name}`, `copy/${name}`], { dtype: float })
    // The result of a put: one number, not the array again.
    node(`stored/${name}`, 'Identity', ['one', `^assign/${name}`], { T: float })
    this.#variables.set(name, shape)
    if (initial === undefined) return
    this.recorder.add(...filled(`initial/${name}`, shape, initial))
    node(`initialise/${name}`, 'AssignVariableOp', [`variable/${name}`, `initial/${name}`], { dtype: float })
    this.#initial.push(`^initialise/${name}`)
  }

  /**
   * Records a function for inputs of these shapes.
   * @throws EngineError 'not-recordable'
   */
  add<I extends string, O extends string>(
    name: string,
    f: Recordable<I, O>,
    inputs: InputShapes<I>,
  ): GraphFunction<I, O> {
    return this.record<I, O>(name, inputs, (recording) => {
      this.recorder.record(name, () => {
        const results = f(recording.inputs as InputTensors<I>, recording.weights)
        for (const [key, tensor] of Object.entries<Tensor>(results)) recording.output(key, tensor)
      })
    })
  }

  /** Like `add`, for functions that do more than compute: `body` records, names outputs and assigns variables. */
  record<I extends string, O extends string>(
    name: string,
    inputs: InputShapes<I>,
    body: (recording: Recording) => void,
  ): GraphFunction<I, O> {
    const { tf } = tensorflow()
    const place = callPlace(new Error().stack)
    const ports: (Port & { key: I })[] = []
    const outputs: (Port & { key: O })[] = []
    const run = () => {
      const tensors: Record<string, Tensor> = {}
      for (const [key, shape] of Object.entries<readonly number[]>(inputs)) {
        const node = `${name}/input/${key}`
        this.recorder.add({
          name: node,
          op: 'Placeholder',
          inputs: [],
          attributes: { dtype: float, shape: shapeAttribute(shape) },
        })
        tensors[key] = this.recorder.placeholder(node, shape)
        ports.push({ key: key as I, node, shape })
      }
      const output = (key: string, tensor: Tensor, after: readonly string[] = []) => {
        const node = `${name}/output/${key}`
        const result = this.#float32(tensor, `The output "${key}" of "${name}"`)
        this.recorder.add({
          name: node,
          op: 'Identity',
          inputs: [result, ...after.map((each) => `^${each}`)],
          attributes: { T: float },
        })
        outputs.push({ key: key as O, node, shape: tensor.shape })
      }
      const assign = (variable: string, tensor: Tensor) => {
        const node = `${name}/assign/${variable}`
        const value = this.#float32(tensor, `The new value of "${variable}"`, this.#variables.get(variable))
        this.recorder.add({
          name: node,
          op: 'AssignVariableOp',
          inputs: [`variable/${variable}`, value],
          attributes: { dtype: float },
        })
        return node
      }
      body({ recorder: this.recorder, inputs: tensors, weights: this.#tensors, output, assign })
    }
    try {
      tf.tidy(run)
    } catch (error) {
      this.#dispose()
      throw error
    }
    return { name, place, inputs: ports, outputs }
  }

  /**
   * @param rewrite replaces the recorded nodes before they go to TensorFlow
   * @throws EngineError 'graph'
   */
  load(rewrite = (nodes: readonly GraphNode[]) => nodes): Session {
    this.#dispose()
    this.recorder.add({ name: 'initialise', op: 'NoOp', inputs: this.#initial, attributes: {} })
    this.recorder.add({ name: 'ready', op: 'Identity', inputs: ['one', '^initialise'], attributes: { T: float } })
    const session = this.#session(rewrite(this.recorder.nodes))
    session.execute('ready')
    const initial = Object.entries(this.#weights).filter(([name]) => this.#variables.has(name))
    session.putAll(Object.fromEntries(initial.map(([name, { values }]) => [name, values])))
    // TensorFlow has its own copies of the weights and of the graph's file.
    collectGarbageSoon()
    return session
  }

  #session(nodes: readonly GraphNode[]): Session {
    try {
      return new Session(nodes, this.#variables)
    } catch (error) {
      throw error instanceof EngineError ? this.recorder.explain(error) : error
    }
  }

  /** The node of a tensor that leaves a function; only float32 goes in and out. */
  #float32(tensor: Tensor, what: string, shape: readonly number[] = tensor.shape): string {
    const node = this.recorder.nameOf(tensor, what)
    const made = this.recorder.placeOf(node)
    const origin = made ? `, made at ${made},` : ''
    if (tensor.dtype !== 'float32') {
      throw new EngineError(
        'not-recordable',
        `${what}${origin} is of type ${tensor.dtype}: make it float32 with tf.cast.`,
      )
    }
    if (tensor.shape.join() !== shape.join()) {
      throw new EngineError(
        'shape',
        `${what}${origin} has the shape [${tensor.shape.join(', ')}] and cannot take the place of [${shape.join(', ')}].`,
      )
    }
    return node
  }

  #dispose(): void {
    tensorflow().tf.dispose(Object.values(this.#tensors))
  }
}
