import { z } from 'zod'

export const presetSchema = z.enum(['demo', '128px', 'paper', 'spatial'])
export type Preset = z.infer<typeof presetSchema>

/** `paper`: a dense latent vector (Tables 1 and 2); `spatial`: a small map of latents between residual convolutions. */
export const architectureSchema = z.enum(['paper', 'spatial'])
export type ArchitectureName = z.infer<typeof architectureSchema>

export const activationSchema = z.enum(['relu', 'leaky-relu', 'elu', 'gelu', 'silu', 'tanh'])
export type Activation = z.infer<typeof activationSchema>

/** Convolution strides, one for each filter; null is 2 everywhere, the paper's. */
const stridesSchema = z.array(z.number().int().min(1).max(4)).min(1).max(6).nullable().default(null)

/**
 * Everything that decides what a training does; the same values and the same data give the same weights.
 * Defaults stand for what was written before there was a choice; they are the paper's.
 */
export const trainingConfigSchema = z.object({
  preset: presetSchema,
  architecture: architectureSchema.default('paper'),
  /** Pixels on a side; a multiple of the encoder's and decoder's total stride. */
  size: z.number().int().min(8).max(1024),
  /** Maps in a patch: 1 for an intensity, 2 for Q and U. */
  channels: z.number().int().min(1).max(8).default(1),
  /** Filters of the encoder's convolutions (Table 1). */
  encoderFilters: z.array(z.number().int().min(1).max(1024)).min(1).max(6),
  encoderStrides: stridesSchema,
  /** Filters of the decoder's transposed convolutions (Table 2). */
  decoderFilters: z.array(z.number().int().min(1).max(1024)).min(1).max(6),
  decoderStrides: stridesSchema,
  kernel: z.number().int().min(1).max(9),
  /** Width of the dense layer between convolutions and latents; `spatial` has none. */
  denseWidth: z.number().int().min(1).max(8192),
  /** Latents in all; for `spatial` side x side x channels (latent-shape.ts). */
  latentDimension: z.number().int().min(1).max(1_048_576),
  activation: activationSchema.default('relu'),
  /** Where the paper's architecture normalises: after the activation as in the paper, or before it. `spatial` never does. */
  batchNormOrder: z.enum(['after-activation', 'before-activation']).default('after-activation'),
  batchNormMomentum: z.number().min(0).max(1),
  /** Gaussian likelihood's width in standardised units, or learned with the weights; null is the paper's sum of squares. */
  likelihoodWidth: z
    .union([z.number().gt(0), z.literal('learned')], { error: 'a number above 0, or "learned"' })
    .nullable(),
  /** Weight of the KL term in what is minimised (beta of Higgins et al. 2017); metrics give the plain ELBO. */
  klWeight: z.number().min(0).max(1000).default(1),
  /** Epochs over which the KL term's weight grows linearly from 0. */
  klWarmUpEpochs: z.number().min(0).max(100_000).default(0),
  /** Nats of KL per latent, a mean over the batch, below which it is not pressed further (Kingma et al. 2016). */
  freeBits: z.number().min(0).max(100).default(0),
  learningRate: z.number().gt(0).max(1),
  /** Epochs over which the learning rate grows linearly from 0. */
  learningRateWarmUpEpochs: z.number().min(0).max(100_000).default(0),
  /** How the learning rate falls after the warm-up: over `decayEpochs`, to `decayFloor` times its height, and stays there. */
  learningRateDecay: z.enum(['none', 'cosine', 'exponential']).default('none'),
  decayEpochs: z.number().gt(0).max(100_000).default(100),
  decayFloor: z.number().gt(0).max(1).default(0.01),
  beta1: z.number().min(0).lt(1),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().gt(0).max(1).default(1e-7),
  /** Gradients are scaled down to this norm over all weights where they exceed it; null leaves them as they are. */
  gradientClip: z.number().gt(0).nullable().default(null),
  batchSize: z.number().int().min(1).max(512),
  epochs: z.number().int().min(1).max(100_000),
  /** Ends the training when the validation ELBO has not improved for so many epochs; null never does. */
  earlyStopEpochs: z.number().int().min(1).max(100_000).nullable().default(null),
  /** Flips and quarter turns of the training patches. */
  augment: z.boolean(),
  /** Of convolutions and their gradients in training steps; weights, sums and everything else are float32. */
  precision: z.enum(['float32', 'bfloat16']).default('float32'),
  /** Latent samples of each validation and test patch. */
  validationSamples: z.number().int().min(1).max(1000).default(1),
  /** Epochs between two measurements on the test patches; 0 makes none. */
  testEvery: z.number().int().min(0).max(100_000).default(5),
  /** Epochs between two checkpoints; the last epoch and a stop always have one. */
  checkpointEvery: z.number().int().min(1).max(100_000).default(1),
  seed: z.number().int().min(0),
})
export type TrainingConfig = z.infer<typeof trainingConfigSchema>

/** What of a training's configuration decides the model's shape. */
export type ModelConfig = Pick<
  TrainingConfig,
  | 'architecture'
  | 'size'
  | 'channels'
  | 'encoderFilters'
  | 'encoderStrides'
  | 'decoderFilters'
  | 'decoderStrides'
  | 'kernel'
  | 'denseWidth'
  | 'latentDimension'
  | 'activation'
  | 'batchNormOrder'
  | 'batchNormMomentum'
  | 'likelihoodWidth'
>
