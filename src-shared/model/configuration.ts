import { z } from 'zod'

export const presetSchema = z.enum(['demo', '128px', 'paper', 'spatial', 'flow', 'inpainting'])
export type Preset = z.infer<typeof presetSchema>

/**
 * `paper`: an autoencoder with a dense latent vector (Tables 1 and 2); `spatial`: one with a small map of latents between
 * residual convolutions; `flow`: no autoencoder but a velocity that carries noise to patches (Lipman et al. 2023);
 * `coupling`: affine coupling layers, only as a prior of latents (Dinh et al. 2017).
 */
export const architectureSchema = z.enum(['paper', 'spatial', 'flow', 'coupling'])
export type ArchitectureName = z.infer<typeof architectureSchema>

export const activationSchema = z.enum(['relu', 'leaky-relu', 'elu', 'gelu', 'silu', 'tanh'])
export type Activation = z.infer<typeof activationSchema>

/** Convolution strides, one for each filter; null is 2 everywhere, the paper's. */
const stridesSchema = z.array(z.number().int().min(1).max(4)).min(1).max(6).nullable().default(null)

/**
 * Everything that determines a training: the same values and data give the same weights. A default is the paper's
 * value, and also what configurations written before the setting existed mean.
 */
export const trainingConfigSchema = z.object({
  preset: presetSchema,
  architecture: architectureSchema.default('paper'),
  /**
   * What a flow makes: patches, or the latents of an autoencoder, as a map of `channels` latents at `size` x `size` places
   * (1 x 1 for a dense vector); it is then trained on the latents' posteriors.
   */
  space: z.enum(['patches', 'latents']).default('patches'),
  /** Pixels on a side; a multiple of the encoder's and decoder's total stride. */
  size: z.number().int().min(1).max(1024),
  /** Maps in a patch: 1 for an intensity, 2 for Q and U. */
  channels: z.number().int().min(1).max(4096).default(1),
  /** Whether each patch was given a mean of 0 and a variance of 1; samples of a flow on patches are given them too. */
  standardised: z.boolean().default(false),
  /**
   * What a flow on patches sees of each: nothing; or what random holes leave of it, with noise; or that of the patch seen
   * through a random beam. Then it draws what else could be there.
   */
  observation: z.enum(['none', 'masked', 'blurred']).default('none'),
  /** What a flow on patches of I, Q and U makes of polarisation: Q and U, or their fractions of I. */
  polarisation: z.enum(['stokes', 'fractions']).default('stokes'),
  /** Filters of the encoder's convolutions (Table 1); of a flow, at each resolution, the finest first. */
  encoderFilters: z.array(z.number().int().min(1).max(1024)).min(1).max(6),
  encoderStrides: stridesSchema,
  /** Filters of the decoder's transposed convolutions (Table 2). */
  decoderFilters: z.array(z.number().int().min(1).max(1024)).min(1).max(6),
  decoderStrides: stridesSchema,
  kernel: z.number().int().min(1).max(9),
  /** Residual blocks of a flow at each resolution, down and up again, of two convolutions each; or a coupling flow's layers. */
  blocks: z.number().int().min(1).max(16).default(2),
  /** Octaves that a flow on patches adds to a coarsest picture of size / 2^octaves pixels, each with a flow of its own. */
  octaves: z.number().int().min(0).max(4).default(0),
  /** Filters of an octave's flow at each resolution, the finest first. */
  octaveFilters: z.array(z.number().int().min(1).max(1024)).min(1).max(6).default([32, 64]),
  /**
   * What the details of an octave are measured from: the means of blocks, or what interpolates those of a block and its
   * neighbours.
   */
  wavelets: z.enum(['haar', 'average-interpolating']).default('haar'),
  /** Places on a side of the crops that octaves are trained on; smaller grids are whole. */
  octaveCrop: z.number().int().min(8).max(1024).default(32),
  /** Numbers that tell every block of a flow the time. */
  embedding: z.number().int().min(2).max(4096).default(128),
  /** What the time does to the values of a block in a flow: it is added to them, or scales them too. */
  timeModulation: z.enum(['shift', 'scale-and-shift']).default('shift'),
  /**
   * What a flow is told of each patch, so that samples can be asked for by it: numeric columns of patches.csv, such as
   * `mean` and `std`, or `latitude`, |b|.
   */
  conditions: z.array(z.string().min(1).max(60)).max(16).default([]),
  /** Width of the dense layer between convolutions and latents, or of a coupling flow's; `spatial` has none. */
  denseWidth: z.number().int().min(1).max(8192),
  /** Total number of latents; for `spatial`, side x side x channels (latent-shape.ts); for a flow, of values of a patch. */
  latentDimension: z.number().int().min(1).max(1_048_576),
  activation: activationSchema.default('relu'),
  /** Where `paper` normalises: after the activation, as published, or before it. `spatial` never normalises. */
  batchNormOrder: z.enum(['after-activation', 'before-activation']).default('after-activation'),
  batchNormMomentum: z.number().min(0).max(1),
  /**
   * Width of the Gaussian likelihood in standardised units, or learned with the weights; null is the paper's sum of
   * squares.
   */
  likelihoodWidth: z
    .union([z.number().gt(0), z.literal('learned')], { error: 'a number above 0, or "learned"' })
    .nullable(),
  /**
   * What the likelihood knows of the noise of patches: nothing, or the noise maps of the dataset, so that the sky beneath the
   * noise is learned.
   */
  likelihoodNoise: z.enum(['none', 'maps']).default('none'),
  /** Weight of the KL term in the loss (beta of Higgins et al. 2017); metrics report the unweighted ELBO. */
  klWeight: z.number().min(0).max(1000).default(1),
  /** Epochs over which the KL term's weight grows linearly from 0. */
  klWarmUpEpochs: z.number().min(0).max(100_000).default(0),
  /** KL per latent in nats, averaged over the batch, below which it is not reduced further (Kingma et al. 2016). */
  freeBits: z.number().min(0).max(100).default(0),
  /** Share of a flow's training times that are 0, where its velocity gives the mean of all patches that fit what is seen. */
  startShare: z.number().min(0).max(1).default(0.1),
  /** Decay per step of the running mean of a flow's weights, which draws and evaluations use; 0 for none. */
  averaging: z.number().min(0).lt(1).default(0.999),
  learningRate: z.number().gt(0).max(1),
  /** Epochs over which the learning rate grows linearly from 0. */
  learningRateWarmUpEpochs: z.number().min(0).max(100_000).default(0),
  /**
   * How the learning rate falls after the warm-up: over `decayEpochs` to `decayFloor` times its peak, then constant.
   */
  learningRateDecay: z.enum(['none', 'cosine', 'exponential']).default('none'),
  decayEpochs: z.number().gt(0).max(100_000).default(100),
  decayFloor: z.number().gt(0).max(1).default(0.01),
  beta1: z.number().min(0).lt(1),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().gt(0).max(1).default(1e-7),
  /** Gradients whose global norm exceeds this are scaled down to it; null does not clip. */
  gradientClip: z.number().gt(0).nullable().default(null),
  batchSize: z.number().int().min(1).max(512),
  epochs: z.number().int().min(1).max(100_000),
  /** Stops when the validation ELBO has not improved for this many epochs; null never stops early. */
  earlyStopEpochs: z.number().int().min(1).max(100_000).nullable().default(null),
  /** Flips and quarter turns of the training patches. */
  augment: z.boolean(),
  /**
   * Precision of convolutions and their gradients in training steps, and of convolutions in samples of a flow; weights,
   * sums and all else are float32.
   */
  precision: z.enum(['float32', 'bfloat16']).default('float32'),
  /** Latent samples per validation and test patch. */
  validationSamples: z.number().int().min(1).max(1000).default(1),
  /** Epochs between two evaluations on the test patches; 0 for none. */
  testEvery: z.number().int().min(0).max(100_000).default(5),
  /** Epochs between two checkpoints; the last epoch and a stop always write one. */
  checkpointEvery: z.number().int().min(1).max(100_000).default(1),
  seed: z.number().int().min(0),
})
export type TrainingConfig = z.infer<typeof trainingConfigSchema>

/** The settings that determine the model's shape. */
export type ModelConfig = Pick<
  TrainingConfig,
  | 'architecture'
  | 'size'
  | 'channels'
  | 'observation'
  | 'polarisation'
  | 'encoderFilters'
  | 'encoderStrides'
  | 'decoderFilters'
  | 'decoderStrides'
  | 'kernel'
  | 'blocks'
  | 'octaves'
  | 'octaveFilters'
  | 'wavelets'
  | 'embedding'
  | 'timeModulation'
  | 'conditions'
  | 'denseWidth'
  | 'latentDimension'
  | 'activation'
  | 'batchNormOrder'
  | 'batchNormMomentum'
  | 'likelihoodWidth'
>
