/** What the paper's layers are, beside their sizes: one channel, strides of 2, ReLU before batch normalisation. */
export const plainLayers = {
  channels: 1,
  encoderStrides: null,
  decoderStrides: null,
  activation: 'relu',
  batchNormOrder: 'after-activation',
} as const
