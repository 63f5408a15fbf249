import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { failureSchema, idSchema, instantSchema, stateSchema } from './states.ts'

export const presetSchema = z.enum(['demo', '128px', 'paper', 'spatial'])
export type Preset = z.infer<typeof presetSchema>

/** `paper`: a dense latent vector (Tables 1 and 2); `spatial`: a small map of latents between residual convolutions. */
export const architectureSchema = z.enum(['paper', 'spatial'])
export type ArchitectureName = z.infer<typeof architectureSchema>

/** Everything that decides what a training does; the same values and the same data give the same weights. */
export const trainingConfigSchema = z.object({
  preset: presetSchema,
  /** What was written before there was a choice is the paper's. */
  architecture: architectureSchema.default('paper'),
  /** Pixels on a side; a multiple of the encoder's and decoder's total stride. */
  size: z.number().int().min(8).max(1024),
  /** Filters of the encoder's convolutions, each with stride 2 (Table 1). */
  encoderFilters: z.array(z.number().int().min(1).max(1024)).min(1).max(6),
  /** Filters of the decoder's transposed convolutions, each with stride 2 (Table 2). */
  decoderFilters: z.array(z.number().int().min(1).max(1024)).min(1).max(6),
  kernel: z.number().int().min(1).max(9),
  /** Width of the dense layer between convolutions and latents; `spatial` has none. */
  denseWidth: z.number().int().min(1).max(8192),
  /** Latents in all; for `spatial` side x side x channels (latent-shape.ts). */
  latentDimension: z.number().int().min(1).max(1_048_576),
  /** `spatial` has no batch normalisation. */
  batchNormMomentum: z.number().min(0).max(1),
  /** Gaussian likelihood's width in standardised units, or learned with the weights; null is the paper's sum of squares. */
  likelihoodWidth: z
    .union([z.number().gt(0), z.literal('learned')], { error: 'a number above 0, or "learned"' })
    .nullable(),
  learningRate: z.number().gt(0).max(1),
  beta1: z.number().min(0).lt(1),
  batchSize: z.number().int().min(1).max(512),
  epochs: z.number().int().min(1).max(100_000),
  /** Flips and quarter turns of the training patches. */
  augment: z.boolean(),
  seed: z.number().int().min(0),
})
export type TrainingConfig = z.infer<typeof trainingConfigSchema>

/** One epoch's record, a row of metrics.csv. ELBO terms are per patch, in nats of the configured likelihood. */
export const epochMetricsSchema = z.object({
  epoch: z.number().int(),
  trainNegativeElbo: z.number(),
  trainReconstruction: z.number(),
  trainKl: z.number(),
  validationNegativeElbo: z.number(),
  validationReconstruction: z.number(),
  validationKl: z.number(),
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

export const runSchema = z.object({
  id: idSchema,
  name: z.string(),
  datasetId: idSchema.nullable(),
  datasetName: z.string(),
  config: trainingConfigSchema,
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
})
export type Run = z.infer<typeof runSchema>

export const runMethods = {
  'runs.list': method({ params: z.object({}), result: z.array(runSchema) }),
  'runs.get': method({ params: z.object({ id: idSchema }), result: runSchema }),
  'runs.metrics': method({ params: z.object({ id: idSchema }), result: z.array(epochMetricsSchema) }),
  /** The presets' configurations, fitted to a dataset's size where possible. */
  'runs.presets': method({ params: z.object({}), result: z.record(presetSchema, trainingConfigSchema) }),
  'runs.start': method({
    params: z.object({ datasetId: idSchema, name: z.string().max(120).optional(), config: trainingConfigSchema }),
    result: runSchema,
  }),
  /** Stops within one step and keeps everything; the run is `interrupted` and can be resumed. */
  'runs.stop': method({ params: z.object({ id: idSchema }), result: runSchema }),
  /** Goes on from the last checkpoint with the same numbers; `epochs` may be raised to train longer. */
  'runs.resume': method({
    params: z.object({ id: idSchema, epochs: z.number().int().min(1).max(100_000).optional() }),
    result: runSchema,
  }),
  'runs.rename': method({ params: z.object({ id: idSchema, name: z.string().min(1).max(120) }), result: runSchema }),
  'runs.remove': method({ params: z.object({ id: idSchema }), result: z.object({}) }),
}

export const runEvents = {
  'runs.changed': event(z.object({ id: idSchema })),
  'runs.epoch': event(z.object({ id: idSchema, metrics: epochMetricsSchema })),
  'runs.step': event(z.object({ id: idSchema, step: trainingStepSchema })),
}

/** Address of a run's sample after an epoch: float32 [2, size, size], original and reconstruction, standardised. */
export const sampleAddress = (runId: string, epoch: number) => `/data/runs/${runId}/samples/${epoch}`
