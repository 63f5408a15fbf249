import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import {
  Graph,
  type InputShapes,
  type InputTensors,
  type Recordable,
  type Residence,
  type WeightTensors,
  type Weights,
} from './graph.ts'
import type { GraphFunction, Session } from './session.ts'
import { tensorflow } from './tensorflow.ts'

export interface CompileOptions<I extends string> {
  /** Shape of every input; the compiled function accepts no others. */
  inputs: InputShapes<I>
  weights?: Weights
  /** Constants are folded and slightly faster, but cannot change; default 'variables'. */
  residence?: Residence
}

/** A function that runs as one TensorFlow call. Release it with `free`. */
export interface Compiled<I extends string, O extends string> {
  /** float32, row-major, in the compiled shapes. @throws EngineError 'shape', 'graph' */
  (feeds: Readonly<Record<I, Float32Array>>): Record<O, Float32Array>
  /** Shape of every output. */
  readonly shapes: Readonly<Record<O, readonly number[]>>
  /** The resident weights. */
  readonly session: Session
  free(): void
}

/**
 * Compiles a function written with tfjs ops: it runs once, on tensors without values, while its ops are recorded as a
 * TensorFlow graph; later calls run that graph in one TensorFlow call. Shapes are fixed, reading values is refused, and
 * random numbers drawn in JavaScript are frozen.
 * @throws EngineError 'not-recordable', 'graph'
 */
export function compile<I extends string, O extends string>(
  f: Recordable<I, O>,
  options: CompileOptions<I>,
): Compiled<I, O> {
  const graph = new Graph(options.weights, options.residence)
  const recorded = graph.add<I, O>('f', f, options.inputs)
  return callable(graph.load(), recorded)
}

/** The result of an objective: one value, or one for each of several independent starts, and further outputs. */
export interface Objective<O extends string> {
  /** [] or [starts]; start i may depend only on row i of the differentiated input. */
  value: Tensor
  outputs?: Record<O, Tensor>
}

/**
 * Compiles an objective with its gradient. With several starts, row i of the gradient belongs to value i.
 * @param options.withRespectTo the input to differentiate by
 * @returns a function that returns `value`, `gradient` (in the input's shape) and the objective's outputs
 * @throws EngineError 'not-recordable', 'graph'
 */
export function compileValueAndGradient<I extends string, O extends string = never>(
  objective: (inputs: InputTensors<I>, weights: WeightTensors) => Objective<O>,
  options: CompileOptions<I> & { withRespectTo: I },
): Compiled<I, 'value' | 'gradient' | O> {
  const { tf } = tensorflow()
  const graph = new Graph(options.weights, options.residence)
  const variable = options.withRespectTo
  const recorded = graph.record<I, 'value' | 'gradient' | O>('objective', options.inputs, (recording) => {
    graph.recorder.record('objective', () => {
      const differentiate = tf.valueAndGrad((x: Tensor) => {
        const { value, outputs } = objective(
          { ...recording.inputs, [variable]: x } as InputTensors<I>,
          recording.weights,
        )
        // Named here because tfjs disposes of intermediate tensors before the gradient is done.
        recording.output('value', value)
        for (const [key, tensor] of Object.entries<Tensor>(outputs ?? {})) recording.output(key, tensor)
        return tf.sum(value)
      })
      recording.output('gradient', differentiate(recording.inputs[variable]).grad)
    })
  })
  return callable(graph.load(), recorded)
}

function callable<I extends string, O extends string>(session: Session, f: GraphFunction<I, O>): Compiled<I, O> {
  const call = (feeds: Readonly<Record<I, Float32Array>>) => session.run(f, feeds)
  const shapes = Object.fromEntries(f.outputs.map(({ key, shape }) => [key, shape])) as Record<O, readonly number[]>
  return Object.assign(call, { shapes, session, free: () => session.free() })
}
