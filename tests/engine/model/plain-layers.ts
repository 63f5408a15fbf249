/**
 * The settings of the paper's layers other than their sizes: one channel, strides of 2, ReLU before batch
 * normalisation; and those of flows, which have no effect.
 */
export const plainLayers = {
  channels: 1,
  observation: 'none',
  polarisation: 'stokes',
  octaves: 0,
  octaveFilters: [32] as number[],
  wavelets: 'haar',
  encoderStrides: null,
  decoderStrides: null,
  activation: 'relu',
  batchNormOrder: 'after-activation',
  blocks: 2,
  embedding: 128,
  timeModulation: 'shift',
  conditions: [] as string[],
} as const
