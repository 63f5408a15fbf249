import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { presetSchema, trainingConfigSchema } from '../../src-shared/model/configuration.ts'
import {
  changeEvent,
  failureSchema,
  idSchema,
  instantSchema,
  nameSchema,
  nothingSchema,
  oneSchema,
  stateSchema,
} from './states.ts'

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
  /** Which checkpoints could not be used at this start, and where it resumed instead. */
  note: z.string().nullable().default(null),
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
  /** On the test patches at `bestEpoch`, by which runs are compared; null where that epoch was not tested. */
  bestTestNegativeElbo: z.number().nullable(),
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
  'runs.get': method({ params: oneSchema, result: runSchema }),
  'runs.metrics': method({ params: oneSchema, result: z.array(epochMetricsSchema) }),
  /** On what it was trained, from its folder: each start, oldest first. */
  'runs.environments': method({ params: oneSchema, result: z.array(runEnvironmentSchema) }),
  /** All that is in its folder, by path. */
  'runs.files': method({ params: oneSchema, result: z.array(runFileSchema) }),
  /** What happened to it, a line each, after what the jobs of a cluster wrote; nothing before it began. */
  'runs.log': method({ params: oneSchema, result: z.object({ text: z.string() }) }),
  /** The presets' configurations, fitted to a dataset's size where possible. */
  'runs.presets': method({ params: nothingSchema, result: z.record(presetSchema, trainingConfigSchema) }),
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
  'runs.stop': method({ params: oneSchema, result: runSchema }),
  /** Goes on from the last checkpoint with the same numbers; `epochs` may be raised to train longer. */
  'runs.resume': method({
    params: z.object({ id: idSchema, epochs: z.number().int().min(1).max(100_000).optional() }),
    result: runSchema,
  }),
  /** Changes its name, star, note, tags, or whether it is put away: those that are given. */
  'runs.update': method({
    params: z.object({
      id: idSchema,
      name: nameSchema.optional(),
      ...runMarksSchema.partial().shape,
    }),
    result: runSchema,
  }),
  'runs.remove': method({ params: oneSchema, result: nothingSchema }),
}

export const runEvents = {
  'runs.changed': changeEvent(runSchema),
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
