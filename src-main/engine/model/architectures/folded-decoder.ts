import type { Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { stridesOf } from '../../../../src-shared/model/layer-strides.ts'
import type { Weight, Weights } from '../../runtime/graph.ts'
import { tensorflow } from '../../runtime/tensorflow.ts'
import type { ModelConfig } from '../../../../src-shared/model/configuration.ts'
import { batchNormEpsilon } from '../kernels.ts'
import { transposedConvolution } from '../layers.ts'
import { decoderStartSide, layerNames } from './paper-weights.ts'

/**
 * The weights of the paper's decoder with batch normalisation folded in, for inference. With moving averages, batch
 * normalisation is y = scale x + offset per channel, which a neighbouring linear layer can absorb: the previous layer
 * if batch normalisation comes before the activation; otherwise the next one, whose bias becomes an image [1, rows,
 * columns, channels], because at the border fewer taps of its kernel see the offset.
 */
export function foldedDecoder(weights: Weights, config: ModelConfig): Weights {
  const { decoder } = layerNames
  const strides = stridesOf(config, 'decoder')
  const layers = [decoder.dense, ...[...strides, 1].map((_, i) => decoder.convolution(i))]
  const folded: Record<string, Weight> = {}
  for (const layer of layers) for (const name of [`${layer}/kernel`, `${layer}/bias`]) folded[name] = weights[name]

  let side = decoderStartSide(config)
  layers.slice(1).forEach((next, i) => {
    const { scale, offset } = affine(weights, decoder.batchNorm(i))
    const stride = strides[i] ?? 1
    if (config.batchNormOrder === 'before-activation') {
      const [kernel, bias] = [`${layers[i]}/kernel`, `${layers[i]}/bias`]
      // The dense layer's kernel ends with the channels, a transposed convolution's with [.., out, in].
      folded[kernel] = scaled(folded[kernel], scale, i === 0 ? 1 : folded[kernel].shape[3])
      const { shape, values } = scaled(folded[bias], scale)
      folded[bias] = { shape, values: values.map((value, j) => value + offset[j % offset.length]) }
    } else {
      folded[`${next}/bias`] = biasPicture(weights, next, offset, side, stride)
      folded[`${next}/kernel`] = scaled(weights[`${next}/kernel`], scale)
    }
    side *= stride
  })
  return folded
}

/** Batch normalisation with moving averages as scale x + offset, one pair of numbers per channel. */
function affine(weights: Weights, layer: string) {
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
    (name) => weights[`${layer}/${name}`].values,
  )
  const scale = gamma.map((value, i) => value / Math.sqrt(variance[i] + batchNormEpsilon))
  return { scale, offset: beta.map((value, i) => value - mean[i] * scale[i]) }
}

/** Multiplies by one number per channel; `inner` is the product of the axes after the channel axis. */
function scaled({ shape, values }: Weight, by: Float32Array, inner = 1): Weight {
  return { shape, values: values.map((value, i) => value * by[Math.floor(i / inner) % by.length]) }
}

/** The output of a transposed convolution for a map [side, side] that holds only the offset, bias included. */
function biasPicture(weights: Weights, layer: string, offset: Float32Array, side: number, stride: number): Weight {
  const { tf } = tensorflow()
  const picture = tf.tidy(() => {
    const [kernel, bias] = [`${layer}/kernel`, `${layer}/bias`].map((name) =>
      tf.tensor(weights[name].values, [...weights[name].shape]),
    )
    const map = tf.broadcastTo(tf.tensor1d(offset), [1, side, side, offset.length]) as Tensor4D
    return transposedConvolution(map, { [`${layer}/kernel`]: kernel, [`${layer}/bias`]: bias }, layer, stride)
  })
  const values = picture.dataSync<'float32'>()
  picture.dispose()
  return { shape: picture.shape, values }
}
