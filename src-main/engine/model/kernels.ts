import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { NativeAttribute } from '../runtime/native-binding.ts'
import { tensorflow } from '../runtime/tensorflow.ts'

// tfjs composes these from many small ops; TensorFlow has one kernel for each, and one for its gradient.

/** The kernel attribute for float32 values. */
export const float = (name: string): NativeAttribute => {
  const { binding } = tensorflow()
  return { name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }
}
const text = (name: string, value: string): NativeAttribute => ({
  name,
  type: tensorflow().binding.TF_ATTR_STRING,
  value,
})

/** x + bias over the last axis, with BiasAddGrad. x: [..., channels], bias: [channels]. */
export function biasAdd<T extends Tensor>(x: T, bias: Tensor): T {
  const { tf, backend } = tensorflow()
  const attributes = () => [float('T'), text('data_format', 'NHWC')]
  const op = tf.customGrad((x, bias) => ({
    value: backend.executeSingleOutput('BiasAdd', attributes(), [x as Tensor, bias as Tensor]),
    gradFunc: (dy: Tensor) => [dy, backend.executeSingleOutput('BiasAddGrad', attributes(), [dy])],
  }))
  return op(x, bias) as T
}

/**
 * Clips x to `lowest` ... `highest`, but passes the gradient as if there were no bounds: a value beyond them is still
 * pulled back, where `tf.clipByValue` would leave it stuck with a zero gradient.
 */
export function bounded<T extends Tensor>(x: T, lowest: number, highest: number): T {
  const { tf } = tensorflow()
  const op = tf.customGrad((x) => ({
    value: tf.clipByValue(x as Tensor, lowest, highest),
    gradFunc: (dy: Tensor) => dy.clone(),
  }))
  return op(x) as T
}

/** Added to the variance; Keras's default. */
export const batchNormEpsilon = 1e-3

const fusedAttributes = (isTraining: boolean): NativeAttribute[] => {
  const { binding } = tensorflow()
  return [
    float('T'),
    float('U'),
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: batchNormEpsilon },
    text('data_format', 'NHWC'),
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: isTraining },
  ]
}

export interface TrainedBatchNorm {
  y: Tensor4D
  /** [channels]; variance without Bessel's correction, as Keras 3 averages it. */
  mean: Tensor
  variance: Tensor
}

/** The forward outputs of a batch normalisation kernel, and what its gradient kernel needs of them. */
interface Normalised {
  y: Tensor
  mean: Tensor
  variance: Tensor
  reserve: Tensor[]
}

/**
 * Batch normalisation with the batch's own mean and variance; FusedBatchNormGradV3 gives the gradient with respect to
 * x, gamma and beta. x: [batch, rows, columns, channels]; gamma, beta: [channels].
 */
export function batchNormTraining(x: Tensor4D, gamma: Tensor, beta: Tensor): TrainedBatchNorm {
  const { tf, backend, binding } = tensorflow()
  const normalise = binding.isUsingGpuDevice() ? normaliseOnGpu : normaliseOnCpu
  const statistics: Tensor[] = []
  const op = tf.customGrad((x, gamma, beta, save) => {
    const { y, mean, variance, reserve } = normalise(x as Tensor4D, gamma as Tensor, beta as Tensor)
    statistics.push(tf.keep(mean), tf.keep(variance))
    ;(save as unknown as (tensors: Tensor[]) => void)([x as Tensor, gamma as Tensor, ...reserve])
    return {
      value: y,
      gradFunc: (dy: Tensor, [x, gamma, ...reserve]: Tensor[]) =>
        backend
          .executeMultipleOutputs('FusedBatchNormGradV3', fusedAttributes(true), [dy, x, gamma, ...reserve], 5)
          .slice(0, 3),
    }
  })
  const y = op(x, gamma, beta) as Tensor4D
  const [mean, variance] = statistics
  const result = { y, mean: mean.clone(), variance: variance.clone() }
  tf.dispose(statistics)
  return result
}

/** cuDNN's kernel sums accurately, and saves values for its gradient that only it can provide. */
function normaliseOnGpu(x: Tensor4D, gamma: Tensor, beta: Tensor): Normalised {
  const { tf, backend } = tensorflow()
  const none = tf.tensor1d([])
  const [y, mean, unbiased, ...reserve] = backend.executeMultipleOutputs(
    'FusedBatchNormV3',
    fusedAttributes(true),
    [x, gamma, beta, none, none],
    6,
  )
  const count = x.shape[0] * x.shape[1] * x.shape[2]
  return { y, mean, variance: tf.mul(unbiased, (count - 1) / count), reserve }
}

/**
 * The CPU kernel adds up a channel's values one after the other in single precision: for 8 x 128 x 128 values the
 * variance is off by 4e-4, and the gradients with it. Summing rows first is as fast and accurate to 1e-6.
 */
function normaliseOnCpu(x: Tensor4D, gamma: Tensor, beta: Tensor): Normalised {
  const { tf, backend } = tensorflow()
  const [batch, rows, columns, channels] = x.shape
  const byRow = x.reshape<Tensor3D>([batch * rows, columns, channels])
  const mean = tf.mean(tf.mean(byRow, 1), 0)
  const meanSquare = tf.div(tf.mean(tf.square(normOfRows(byRow)), 0), columns)
  // Rounding can make the variance of a constant channel negative.
  const variance = tf.relu(tf.sub(meanSquare, tf.square(mean)))
  const [y, , , , , reserve] = backend.executeMultipleOutputs(
    'FusedBatchNormV3',
    fusedAttributes(false),
    [x, gamma, beta, mean, variance],
    6,
  )
  return { y, mean, variance, reserve: [mean, variance, reserve] }
}

/** Root of the sum of squares over the columns, in one pass over x: [rows, columns, channels] -> [rows, channels]. */
function normOfRows(x: Tensor3D): Tensor {
  const { tf, backend, binding } = tensorflow()
  const attributes: NativeAttribute[] = [
    float('T'),
    { name: 'Tidx', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
    { name: 'keep_dims', type: binding.TF_ATTR_BOOL, value: false },
  ]
  return backend.executeSingleOutput('EuclideanNorm', attributes, [x, tf.scalar(1, 'int32')])
}

/** Batch normalisation with given mean and variance, differentiable with respect to x only. */
export function batchNormInference(x: Tensor4D, gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor): Tensor4D {
  const { tf, backend } = tensorflow()
  const op = tf.customGrad((x) => {
    const [y] = backend.executeMultipleOutputs(
      'FusedBatchNormV3',
      fusedAttributes(false),
      [x as Tensor, gamma, beta, mean, variance],
      6,
    )
    return {
      value: y,
      gradFunc: (dy: Tensor) => tf.mul(dy, tf.mul(gamma, tf.rsqrt(tf.add(variance, batchNormEpsilon)))),
    }
  })
  return op(x) as Tensor4D
}
