import type { Scalar, Tensor } from '@tensorflow/tfjs-node-gpu'
import { bool, FLOAT32, scalar, type } from './graph-node.ts'
import type { Graph, InputShapes, InputTensors, WeightTensors } from './graph.ts'
import type { GraphFunction } from './session.ts'
import { tensorflow } from './tensorflow.ts'

/** Adam (Kingma & Ba 2015) as Keras implements it. */
export interface AdamOptions {
  beta1: number
  /** default 0.999 */
  beta2?: number
  /** default 1e-7, Keras's */
  epsilon?: number
  /** Global norm to which larger gradients are scaled down; default none. */
  gradientClip?: number | null
}

/** What one training step computes. */
export interface StepResult<O extends string> {
  /** The scalar to minimise. */
  loss: Tensor
  /** Scalars to report; fetched with the loss. */
  outputs: Record<O, Tensor>
  /** New values of weights that gradients do not train: moving averages. */
  updates?: Readonly<Record<string, Tensor>>
}

/** Names of the resident state besides the weights, as in checkpoints. */
export const adamSlots = {
  momentum: (weight: string) => `adam/${weight}/momentum`,
  velocity: (weight: string) => `adam/${weight}/velocity`,
  beta1Power: 'adam/beta1_power',
  beta2Power: 'adam/beta2_power',
} as const

/**
 * Records a training step into a graph: loss, gradients, TensorFlow's fused Adam (ResourceApplyAdam) for each trainable
 * weight, the updates, and the decay of Adam's powers. All state stays in the session; a call fetches only scalars. The
 * learning rate is an input, so a schedule needs no state; `gradientNorm` is over all weights, before clipping.
 * @throws EngineError 'not-recordable'
 */
export function addTrainingStep<I extends string, O extends string>(
  graph: Graph,
  name: string,
  step: (inputs: InputTensors<I>, weights: WeightTensors) => StepResult<O>,
  options: { inputs: InputShapes<I>; trainable: readonly string[]; adam: AdamOptions },
): GraphFunction<I | 'learningRate', 'loss' | 'gradientNorm' | O> {
  const { tf } = tensorflow()
  const { beta1, beta2 = 0.999, epsilon = 1e-7, gradientClip = null } = options.adam
  const { beta1Power, beta2Power } = adamSlots
  graph.variable(beta1Power, [], beta1)
  graph.variable(beta2Power, [], beta2)
  const inputs = { ...options.inputs, learningRate: [] } as InputShapes<I | 'learningRate'>
  return graph.record<I | 'learningRate', 'loss' | 'gradientNorm' | O>(name, inputs, (recording) => {
    const { recorder, weights } = recording
    const rate = recorder.nameOf(recording.inputs.learningRate)
    const trained = options.trainable.map((each) => weights[each])
    const done: string[] = []
    recorder.record(name, () => {
      const { value, grads } = tf.valueAndGrads((...parameters: Tensor[]) => {
        const bound = Object.fromEntries(options.trainable.map((each, i) => [each, parameters[i]]))
        const { loss, outputs, updates } = step(recording.inputs as InputTensors<I>, { ...weights, ...bound })
        // Named here because tfjs disposes of intermediate tensors before the gradients are done.
        for (const [weight, tensor] of Object.entries<Tensor>(updates ?? {}))
          done.push(recording.assign(weight, tensor))
        for (const [key, tensor] of Object.entries<Tensor>(outputs)) recording.output(key, tensor)
        return loss
      })(trained)
      const norm = globalNorm(grads)
      recording.output('gradientNorm', norm)
      const steepest = gradientClip === null ? grads : clipped(grads, norm, gradientClip)
      recorder.add(scalar(`${name}/beta1`, beta1), scalar(`${name}/beta2`, beta2), scalar(`${name}/epsilon`, epsilon))
      options.trainable.forEach((weight, i) => {
        const slots = [adamSlots.momentum(weight), adamSlots.velocity(weight)]
        for (const slot of slots) graph.variable(slot, weights[weight].shape, 0)
        const node = `${name}/adam/${weight}`
        const handles = [weight, ...slots].map((each) => `variable/${each}`)
        const numbers = [`read/${beta1Power}`, `read/${beta2Power}`, rate]
        const constants = [`${name}/beta1`, `${name}/beta2`, `${name}/epsilon`]
        recorder.add({
          name: node,
          op: 'ResourceApplyAdam',
          inputs: [...handles, ...numbers, ...constants, recorder.nameOf(steepest[i])],
          attributes: { T: type(FLOAT32), use_locking: bool(false), use_nesterov: bool(false) },
        })
        done.push(node)
      })
      // The powers may only change after every weight has used them.
      const powers = [
        [beta1Power, `${name}/beta1`],
        [beta2Power, `${name}/beta2`],
      ]
      for (const [power, factor] of powers) {
        const next = `${name}/next/${power}`
        const after = options.trainable.map((weight) => `^${name}/adam/${weight}`)
        recorder.add(
          { name: next, op: 'Mul', inputs: [`read/${power}`, factor], attributes: { T: type(FLOAT32) } },
          {
            name: `${name}/assign/${power}`,
            op: 'AssignVariableOp',
            inputs: [`variable/${power}`, next, ...after],
            attributes: { dtype: type(FLOAT32) },
          },
        )
        done.push(`${name}/assign/${power}`)
      }
      recording.output('loss', value, done)
    })
  })
}

/** Square root of the sum of all squares. */
function globalNorm(gradients: readonly Tensor[]): Scalar {
  const { tf } = tensorflow()
  return tf.sqrt(tf.addN(gradients.map((each) => tf.sum(tf.square(each))))) as Scalar
}

/** The gradients scaled down to at most this norm, like Keras's `global_clipnorm`. */
function clipped(gradients: readonly Tensor[], norm: Scalar, largest: number): Tensor[] {
  const { tf } = tensorflow()
  const scale = tf.div(largest, tf.maximum(norm, largest))
  return gradients.map((each) => tf.mul(each, scale))
}
