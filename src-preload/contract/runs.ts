import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { failureSchema, idSchema, instantSchema, stateSchema } from './states.ts'

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

/** Which of a run's checkpoints: that of its lowest validation negative ELBO, or its last. */
export const checkpointSchema = z.enum(['best', 'last'])
export type CheckpointChoice = z.infer<typeof checkpointSchema>

/** One epoch's record, a row of metrics.csv. ELBO terms are per patch, in nats of the configured likelihood. */
export const epochMetricsSchema = z.object({
  epoch: z.number().int(),
  trainNegativeElbo: z.number(),
  trainReconstruction: z.number(),
  trainKl: z.number(),
  validationNegativeElbo: z.number(),
  validationReconstruction: z.number(),
  validationKl: z.number(),
  /** On the test patches, in epochs in which they were looked at. */
  testNegativeElbo: z.number().nullable().default(null),
  testReconstruction: z.number().nullable().default(null),
  testKl: z.number().nullable().default(null),
  /** Latents whose mean KL over the validation patches is above 0.01 nats. */
  activeLatents: z.number().int().nullable().default(null),
  /** Norm over all weights' gradients before clipping, a mean over the epoch's steps. */
  gradientNorm: z.number().nullable().default(null),
  /** At the epoch's last step. */
  learningRate: z.number().nullable().default(null),
  klWeight: z.number().nullable().default(null),
  /** Share of the steps' time that was spent waiting for their batches, 0 to 1. */
  waitingShare: z.number().nullable().default(null),
  /** Most memory that was in use while it was trained so far: of the graphics card, or of the engine process. */
  memoryBytes: z.number().nullable().default(null),
  imagesPerSecond: z.number(),
  /** Seconds of training in this epoch, and since the run began. */
  seconds: z.number(),
  elapsedSeconds: z.number(),
})
export type EpochMetrics = z.infer<typeof epochMetricsSchema>

/** Where a running training stands, sent a few times a second at most. */
export const trainingStepSchema = z.object({
  epoch: z.number().int(),
  epochs: z.number().int(),
  step: z.number().int(),
  stepsPerEpoch: z.number().int(),
  negativeElbo: z.number(),
  imagesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
})
export type TrainingStep = z.infer<typeof trainingStepSchema>

export const productPrecisionSchema = z.enum(['float32', 'tf32', 'bfloat16'])
/** Who convolves bfloat16 numbers: TensorFlow's own kernels for them, or float32's on rounded numbers. */
export const bfloat16KernelsSchema = z.enum(['native', 'rounded'])

/** On what a run was trained from one start to the next stop; a resumed run has several. */
export const runEnvironmentSchema = z.object({
  startedAt: instantSchema,
  cirrus: z.string(),
  tensorflow: z.string(),
  kind: z.enum(['cpu', 'gpu']),
  device: z.string(),
  /** Version of the graphics card's driver. */
  driver: z.string().nullable(),
  /** Bytes of the card, or of the machine. */
  memoryBytes: z.number().nullable(),
  /** On the processor: of one operation, and operations at once. */
  threads: z.object({ intraOp: z.number().int(), interOp: z.number().int() }),
  /** To which products of float32 matrices were rounded, as measured. */
  productPrecision: productPrecisionSchema,
  /** Of a training in bfloat16. Until they were recorded they were always TensorFlow's own. */
  bfloat16Kernels: bfloat16KernelsSchema.default('native'),
  xla: z.boolean(),
})
export type RunEnvironment = z.infer<typeof runEnvironmentSchema>

/** What people say of a run; nothing that it is depends on it. */
export const runMarksSchema = z.object({
  starred: z.boolean(),
  note: z.string().max(10_000),
  /** Without blanks and commas, so that they can be typed one after another. */
  tags: z.array(z.string().regex(/^[^\s,]{1,40}$/, 'up to 40 characters without blanks and commas')).max(20),
  /** Put away: left out of lists until they are asked for all of it. */
  archived: z.boolean(),
})
export type RunMarks = z.infer<typeof runMarksSchema>

export const runSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The study that asked for it, as one of its trials. */
  studyId: idSchema.nullable(),
  datasetId: idSchema.nullable(),
  datasetName: z.string(),
  config: trainingConfigSchema,
  /** File of the weights that it began with; null if they were drawn by the seed. */
  startWeights: z.string().nullable(),
  folder: z.string(),
  state: stateSchema,
  failure: failureSchema.nullable(),
  /** Epochs complete. */
  epoch: z.number().int(),
  bestEpoch: z.number().int().nullable(),
  bestValidationNegativeElbo: z.number().nullable(),
  /** What it really ran on, as TensorFlow named it. */
  device: z.string().nullable(),
  parameters: z.number().int().nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  ...runMarksSchema.shape,
})
export type Run = z.infer<typeof runSchema>

/** A file of a run's folder. */
export const runFileSchema = z.object({
  /** Inside the folder, with `/` between its parts. */
  path: z.string(),
  size: z.number().int(),
  modifiedAt: instantSchema,
})
export type RunFile = z.infer<typeof runFileSchema>

export const runMethods = {
  /** All, those of a study, or (null) those of none. */
  'runs.list': method({ params: z.object({ studyId: idSchema.nullable().optional() }), result: z.array(runSchema) }),
  'runs.get': method({ params: z.object({ id: idSchema }), result: runSchema }),
  'runs.metrics': method({ params: z.object({ id: idSchema }), result: z.array(epochMetricsSchema) }),
  /** On what it was trained, from its folder: each start, oldest first. */
  'runs.environments': method({ params: z.object({ id: idSchema }), result: z.array(runEnvironmentSchema) }),
  /** All that is in its folder, by path. */
  'runs.files': method({ params: z.object({ id: idSchema }), result: z.array(runFileSchema) }),
  /** What happened to it, a line each, after what the jobs of a cluster wrote; nothing before it began. */
  'runs.log': method({ params: z.object({ id: idSchema }), result: z.object({ text: z.string() }) }),
  /** The presets' configurations, fitted to a dataset's size where possible. */
  'runs.presets': method({ params: z.object({}), result: z.record(presetSchema, trainingConfigSchema) }),
  'runs.start': method({
    params: z.object({
      datasetId: idSchema,
      name: z.string().max(120).optional(),
      config: trainingConfigSchema,
      /** File of weights to begin with, as `exports.weights` writes it; null draws them by the seed. */
      weights: z.string().min(1).nullable().default(null),
    }),
    result: runSchema,
  }),
  /** Stops within one step and keeps everything; the run is `interrupted` and can be resumed. */
  'runs.stop': method({ params: z.object({ id: idSchema }), result: runSchema }),
  /** Goes on from the last checkpoint with the same numbers; `epochs` may be raised to train longer. */
  'runs.resume': method({
    params: z.object({ id: idSchema, epochs: z.number().int().min(1).max(100_000).optional() }),
    result: runSchema,
  }),
  /** Changes its name, star, note, tags, or whether it is put away: those that are given. */
  'runs.update': method({
    params: z.object({
      id: idSchema,
      name: z.string().min(1).max(120).optional(),
      ...runMarksSchema.partial().shape,
    }),
    result: runSchema,
  }),
  'runs.remove': method({ params: z.object({ id: idSchema }), result: z.object({}) }),
}

export const runEvents = {
  'runs.changed': event(z.object({ id: idSchema })),
  'runs.epoch': event(z.object({ id: idSchema, metrics: epochMetricsSchema })),
  'runs.step': event(z.object({ id: idSchema, step: trainingStepSchema })),
}

/** Address of a run's sample after an epoch: float32 [2, size, size], original and reconstruction, standardised. */
export const sampleAddress = (runId: string, epoch: number) => `/data/runs/${runId}/samples/${epoch}`

/** Address of a file of a run's folder, to save. */
export const runFileAddress = (runId: string, path: string) =>
  `/data/runs/${runId}/files/${path.split('/').map(encodeURIComponent).join('/')}`

/** Address of the mean KL of each latent over the validation patches after an epoch: float32 [latentDimension], nats. */
export const latentKlAddress = (runId: string, epoch: number) => `/data/runs/${runId}/latent-kl/${epoch}`
