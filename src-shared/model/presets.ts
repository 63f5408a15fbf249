import { trainingConfigSchema, type Preset, type TrainingConfig } from './configuration.ts'

// The schema's defaults are the paper's too: one channel, strides of 2, ReLU, a constant learning rate.
const paper: TrainingConfig = trainingConfigSchema.parse({
  preset: 'paper',
  architecture: 'paper',
  size: 256,
  encoderFilters: [256, 128, 64],
  decoderFilters: [128, 64, 32, 16],
  kernel: 4,
  denseWidth: 1024,
  latentDimension: 256,
  batchNormMomentum: 0.9,
  likelihoodWidth: null,
  learningRate: 1e-4,
  beta1: 0.5,
  batchSize: 8,
  epochs: 100,
  augment: true,
  seed: 0,
})

const flow: TrainingConfig = {
  ...paper,
  preset: 'flow',
  architecture: 'flow',
  size: 64,
  octaves: 2,
  wavelets: 'average-interpolating',
  encoderFilters: [64, 128],
  timeModulation: 'scale-and-shift',
  latentDimension: 64 * 64,
  activation: 'silu',
  learningRate: 1e-3,
  learningRateDecay: 'cosine',
  decayEpochs: 40,
  beta1: 0.9,
  gradientClip: 1,
  batchSize: 16,
  epochs: 40,
}

/**
 * `paper` is Tables 1 and 2 and Sec. 2.4; `demo` and `128px` the same model for smaller patches. `inpainting` is a flow that
 * is given what holes leave of a patch: its mean, where a quarter of its training is, is the mean of all fills.
 */
export const presets: Readonly<Record<Preset, TrainingConfig>> = {
  demo: {
    ...paper,
    preset: 'demo',
    size: 64,
    encoderFilters: [32, 32, 32],
    decoderFilters: [64, 32, 16],
    denseWidth: 256,
    latentDimension: 128,
    learningRate: 1e-3,
    epochs: 20,
  },
  '128px': { ...paper, preset: '128px', size: 128, encoderFilters: [64, 64, 64], decoderFilters: [64, 32, 16] },
  paper,
  spatial: {
    ...paper,
    preset: 'spatial',
    architecture: 'spatial',
    size: 64,
    encoderFilters: [32, 64],
    decoderFilters: [32, 16],
    latentDimension: 16 * 16 * 8,
    likelihoodWidth: 'learned',
    learningRate: 1e-3,
    // Without batch normalisation the paper's 0.5 makes the steps too noisy.
    beta1: 0.9,
    epochs: 20,
  },
  flow,
  inpainting: {
    ...flow,
    preset: 'inpainting',
    observation: 'masked',
    encoderFilters: [96, 192],
    octaveFilters: [48, 96],
    // Where a block is seen, so are its Haar details; docs/inpainting.md and docs/flows.md measured it with both.
    wavelets: 'haar',
    timeModulation: 'shift',
    startShare: 0.25,
  },
}
