import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import type { Activation } from '../../../src-shared/model/configuration.ts'
import type { NativeAttribute } from '../runtime/native-binding.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { float } from './kernels.ts'

type Elementwise = <T extends Tensor>(x: T) => T

/**
 * An activation with a single TensorFlow kernel for the function and one for its gradient.
 * @param keeps what the gradient is computed from, besides dy
 * @param inputs of the gradient kernel, in its order
 */
function fused(
  kernel: string,
  keeps: 'x' | 'y',
  inputs: (dy: Tensor, kept: Tensor) => Tensor[],
  more: () => NativeAttribute[] = () => [],
): Elementwise {
  return <T extends Tensor>(x: T) => {
    const { tf, backend } = tensorflow()
    const attributes = [float('T'), ...more()]
    // Linear in dy, element by element, and so its own adjoint: a derivative with respect to dy takes the same kernel.
    const gradient = (dy: Tensor, kept: Tensor): Tensor =>
      tf.customGrad((dy) => ({
        value: backend.executeSingleOutput(`${kernel}Grad`, attributes, inputs(dy as Tensor, kept)),
        gradFunc: (further: Tensor) => gradient(further, kept),
      }))(dy)
    const op = tf.customGrad((x, save) => {
      const y = backend.executeSingleOutput(kernel, attributes, [x as Tensor])
      ;(save as (tensors: Tensor[]) => void)([keeps === 'x' ? (x as Tensor) : y])
      return {
        value: y,
        gradFunc: (dy: Tensor, [kept]: Tensor[]) => gradient(dy, kept),
      }
    })
    return op(x) as T
  }
}

const dyFirst = (dy: Tensor, kept: Tensor) => [dy, kept]
const dyLast = (dy: Tensor, kept: Tensor) => [kept, dy]
const sigmoid = fused('Sigmoid', 'y', dyLast)

/** Keras's default; TensorFlow's own is 0.2 too. */
const leakySlope = (): NativeAttribute[] => [{ name: 'alpha', type: tensorflow().binding.TF_ATTR_FLOAT, value: 0.2 }]

/** x (1 + erf(x / sqrt(2))) / 2 (Hendrycks & Gimpel 2016, arXiv:1606.08415), not its approximation by tanh. */
function gelu<T extends Tensor>(x: T): T {
  const { tf } = tensorflow()
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1))
}

/** Activations between layers, each with the defaults of the Keras activation of that name. */
export const activations: Readonly<Record<Activation, Elementwise>> = {
  relu: fused('Relu', 'y', dyFirst),
  'leaky-relu': fused('LeakyRelu', 'x', dyFirst, leakySlope),
  elu: fused('Elu', 'y', dyFirst),
  gelu,
  silu: (x) => tensorflow().tf.mul(x, sigmoid(x)),
  tanh: fused('Tanh', 'y', dyLast),
}
