/**
 * The settings of the paper's layers other than their sizes: one channel, strides of 2, ReLU before batch
 * normalisation.
 */
export const plainLayers = {
  channels: 1,
  encoderStrides: null,
  decoderStrides: null,
  activation: 'relu',
  batchNormOrder: 'after-activation',
} as const
