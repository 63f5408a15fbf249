import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { presetSchema, trainingConfigSchema } from '../../src-shared/model/configuration.ts'
import { isOneLine } from '../../src-shared/text/names.ts'
import {
  changeEvent,
  failureSchema,
  idSchema,
  instantSchema,
  nameSchema,
  noteSchema,
  nothingSchema,
  oneSchema,
  pathSchema,
  stateSchema,
} from './states.ts'

/** A run's checkpoint: of its lowest validation loss, or its last. */
export const checkpointSchema = z.enum(['best', 'last'])
export type CheckpointChoice = z.infer<typeof checkpointSchema>

/** A term of the loss on the patches of each split. */
const term = <N extends string>(name: N) => {
  const column = z.number().nullable().default(null)
  return { [`train${name}`]: column, [`validation${name}`]: column, [`test${name}`]: column } as Record<
    `${'train' | 'validation' | 'test'}${N}`,
    typeof column
  >
}

/**
 * One epoch's record, a row of metrics.csv. The loss is per patch: of an autoencoder the negative ELBO with both terms
 * at full weight, in nats of the configured likelihood; of a flow the mean squared error of its velocity.
 */
export const epochMetricsSchema = z.object({
  epoch: z.number().int(),
  trainLoss: z.number(),
  trainReconstruction: z.number().nullable().default(null),
  trainKl: z.number().nullable().default(null),
  validationLoss: z.number(),
  validationReconstruction: z.number().nullable().default(null),
  validationKl: z.number().nullable().default(null),
  /** On the test patches, in epochs with a test. */
  testLoss: z.number().nullable().default(null),
  testReconstruction: z.number().nullable().default(null),
  testKl: z.number().nullable().default(null),
  /** Of a flow from coarse to fine: the velocity errors of the coarsest picture and of each octave; their sum is the loss. */
  ...term('Coarsest'),
  ...term('Octave1'),
  ...term('Octave2'),
  ...term('Octave3'),
  ...term('Octave4'),
  /** Latents whose mean KL over the validation patches is above 0.01 nats. */
  activeLatents: z.number().int().nullable().default(null),
  /** Global gradient norm before clipping, averaged over the epoch's steps. */
  gradientNorm: z.number().nullable().default(null),
  /** At the epoch's last step. */
  learningRate: z.number().nullable().default(null),
  klWeight: z.number().nullable().default(null),
  /** Fraction of the step time spent waiting for batches, 0 to 1. */
  waitingShare: z.number().nullable().default(null),
  /** Peak memory use of the training so far: of the graphics card, or of the engine process. */
  memoryBytes: z.number().nullable().default(null),
  imagesPerSecond: z.number(),
  /** Training time of this epoch, and since the run began, in seconds. */
  seconds: z.number(),
  elapsedSeconds: z.number(),
})
export type EpochMetrics = z.infer<typeof epochMetricsSchema>

/** Progress of a running training, sent at most a few times per second. */
export const trainingStepSchema = z.object({
  epoch: z.number().int(),
  epochs: z.number().int(),
  step: z.number().int(),
  stepsPerEpoch: z.number().int(),
  loss: z.number(),
  imagesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
})
export type TrainingStep = z.infer<typeof trainingStepSchema>

export const productPrecisionSchema = z.enum(['float32', 'tf32', 'bfloat16'])
/** Kernels of bfloat16 convolutions: TensorFlow's native ones, or float32 kernels on rounded numbers. */
export const bfloat16KernelsSchema = z.enum(['native', 'rounded'])

/** The environment of a training from one start to the next stop; a resumed run has several. */
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
  /** On the processor: threads within one operation, and operations in parallel. */
  threads: z.object({ intraOp: z.number().int(), interOp: z.number().int() }),
  /** Precision of products of float32 matrices, as measured. */
  productPrecision: productPrecisionSchema,
  /** For a training in bfloat16. Before this was recorded, the kernels were always TensorFlow's own. */
  bfloat16Kernels: bfloat16KernelsSchema.default('native'),
  xla: z.boolean(),
  /** Which checkpoints could not be used at this start, and where it resumed instead. */
  note: z.string().nullable().default(null),
})
export type RunEnvironment = z.infer<typeof runEnvironmentSchema>

/** The user's annotations of a run; they do not affect it. */
export const runMarksSchema = z.object({
  starred: z.boolean(),
  note: z.string(),
  tags: z.array(z.string()),
  /** Hidden from lists unless they show archived runs. */
  archived: z.boolean(),
})
export type RunMarks = z.infer<typeof runMarksSchema>

export const runSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The study of which the run is a trial. */
  studyId: idSchema.nullable(),
  datasetId: idSchema.nullable(),
  datasetName: z.string(),
  config: trainingConfigSchema,
  /** File of the initial weights; null if they were random. */
  startWeights: z.string().nullable(),
  folder: z.string(),
  state: stateSchema,
  failure: failureSchema.nullable(),
  /** Epochs complete. */
  epoch: z.number().int(),
  bestEpoch: z.number().int().nullable(),
  bestValidationLoss: z.number().nullable(),
  /** On the test patches at `bestEpoch`, for comparing runs; null if that epoch was not tested. */
  bestTestLoss: z.number().nullable(),
  /** The device it actually ran on, as TensorFlow names it. */
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
  /** Path within the folder, separated by `/`. */
  path: z.string(),
  size: z.number().int(),
  modifiedAt: instantSchema,
})
export type RunFile = z.infer<typeof runFileSchema>

/** A tag has no blanks or commas, so that several can be typed in one field. */
const tagSchema = z
  .string()
  .regex(/^[^\s,]{1,40}$/, 'up to 40 characters without blanks and commas')
  .refine(isOneLine, 'one line of text, without control characters')

export const runMethods = {
  /** All runs, those of a study, or (null) those of no study. */
  'runs.list': method({ params: z.object({ studyId: idSchema.nullable().optional() }), result: z.array(runSchema) }),
  'runs.get': method({ params: oneSchema, result: runSchema }),
  'runs.metrics': method({ params: oneSchema, result: z.array(epochMetricsSchema) }),
  /** The environment of each start, oldest first, from the run's folder. */
  'runs.environments': method({ params: oneSchema, result: z.array(runEnvironmentSchema) }),
  /** All files in the run's folder, by path. */
  'runs.files': method({ params: oneSchema, result: z.array(runFileSchema) }),
  /** Its log, one line per event, after the output of cluster jobs; empty before it began. */
  'runs.log': method({ params: oneSchema, result: z.object({ text: z.string() }) }),
  /** The presets' configurations, fitted to a dataset's size where possible. */
  'runs.presets': method({ params: nothingSchema, result: z.record(presetSchema, trainingConfigSchema) }),
  'runs.start': method({
    params: z.object({
      datasetId: idSchema,
      name: nameSchema.optional(),
      config: trainingConfigSchema,
      /** File of initial weights, as written by `exports.weights`; null for random ones. */
      weights: pathSchema.nullable().default(null),
    }),
    result: runSchema,
  }),
  /** Stops within one step and keeps everything; the run becomes `interrupted` and can be resumed. */
  'runs.stop': method({ params: oneSchema, result: runSchema }),
  /** Continues from the last checkpoint with identical results; `epochs` may be raised to train longer. */
  'runs.resume': method({
    params: z.object({ id: idSchema, epochs: z.number().int().min(1).max(100_000).optional() }),
    result: runSchema,
  }),
  /** Changes the given ones of name, star, note, tags and archived. */
  'runs.update': method({
    params: z.object({
      id: idSchema,
      name: nameSchema.optional(),
      ...runMarksSchema.extend({ note: noteSchema, tags: z.array(tagSchema).max(20) }).partial().shape,
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
export const sampleAddress = (runId: string, epoch: number, channel = 0) =>
  `/data/runs/${runId}/samples/${epoch}${channel === 0 ? '' : `?channel=${channel}`}`

/** Address of a file of a run's folder, to save. */
export const runFileAddress = (runId: string, path: string) =>
  `/data/runs/${runId}/files/${path.split('/').map(encodeURIComponent).join('/')}`

/** Address of the mean KL of each latent over the validation patches after an epoch: float32 [latentDimension], nats. */
export const latentKlAddress = (runId: string, epoch: number) => `/data/runs/${runId}/latent-kl/${epoch}`
