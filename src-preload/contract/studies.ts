import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { exportedFileSchema } from './exports.ts'
import { priorStandingSchema } from './priors.ts'
import { runSchema } from './runs.ts'
import type { SkippedTrials } from '../../src-shared/study/import-words.ts'
import { parameterValueSchema, trialParamsSchema } from '../../src-shared/study/search-space.ts'
import { changeableSettings, executorChoiceSchema, studySpecSchema } from '../../src-shared/study/specification.ts'
import {
  changeEvent,
  failureSchema,
  idSchema,
  instantSchema,
  nameSchema,
  nothingSchema,
  oneSchema,
  targetSchema,
  stateSchema,
} from './states.ts'
import { keptTrialSchema, latentsChoiceSchema, studyLatentsSchema } from './study-latents.ts'

/**
 * `paused`: no new trial begins, but running ones finish; `exhausted`: every configuration of the space was tried;
 * `interrupted`: running trials were stopped too.
 */
export const studyStateSchema = z.enum([
  'waiting',
  'running',
  'paused',
  'complete',
  'exhausted',
  'interrupted',
  'failed',
])
export type StudyState = z.infer<typeof studyStateSchema>

/** The environment in which a study was started, as far as known; each trial's run records its own. */
export const studyEnvironmentSchema = z.object({
  startedAt: instantSchema,
  cirrus: z.string(),
  node: z.string(),
  /** Operating system, release and architecture: `Linux 6.1.0, x64`. */
  platform: z.string(),
  processor: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  executor: executorChoiceSchema,
  /** Devices of this machine's training engines; null while they are starting, or if trials run elsewhere. */
  devices: z.array(z.string()).nullable(),
  tensorflow: z.string().nullable(),
})
export type StudyEnvironment = z.infer<typeof studyEnvironmentSchema>

export const studySchema = z.object({
  id: idSchema,
  name: z.string(),
  datasetId: idSchema.nullable(),
  datasetName: z.string(),
  datasetFolder: z.string(),
  /** The dataset's fingerprint, or the latents': a study continues only with the same patches. */
  datasetFingerprint: z.string(),
  /** For a study of a prior: its dataset folder holds these latents of the dataset's patches. */
  latents: studyLatentsSchema.nullable(),
  ...studySpecSchema.shape,
  /** Oldest first; a new entry each time it is started in a different environment. */
  environments: z.array(studyEnvironmentSchema),
  state: studyStateSchema,
  failure: failureSchema.nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
})
export type Study = z.infer<typeof studySchema>

/** Whether a value is a list of a metric by epoch. */
const isCurve = (value: unknown) =>
  Array.isArray(value) && value.every((point) => Number.isInteger(point?.epoch) && Number.isFinite(point?.value))

/** One configuration of a study and its outcome. */
export const trialSchema = z.object({
  studyId: idSchema,
  /** Counted from 1. */
  number: z.number().int().min(1),
  state: stateSchema,
  params: trialParamsSchema,
  /** The training run; null before it begins, and for an imported trial. */
  runId: idSchema.nullable(),
  /** The objective; for a pruned trial, up to where it was pruned; null if there is none. */
  value: z.number().nullable(),
  /** Epochs complete. */
  epochs: z.number().int(),
  /** The objective's metric by epoch, where measured. Checked in one pass: a study has tens of thousands of points. */
  intermediate: z.custom<{ epoch: number; value: number }[]>(isCurve, 'expected points of an epoch and a value'),
  failure: failureSchema.nullable(),
  /** `asked`: proposed by the sampler; `enqueued`: added by hand; `imported`: from another study, without training. */
  origin: z.enum(['asked', 'enqueued', 'imported']),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
})
export type Trial = z.infer<typeof trialSchema>

/** A study as shown in lists. */
export const studySummarySchema = studySchema.extend({
  /** Number of trials in each state, without imported ones. */
  counts: z.record(stateSchema, z.number().int()),
  best: z
    .object({ number: z.number().int(), runId: idSchema.nullable(), value: z.number(), params: trialParamsSchema })
    .nullable(),
})
export type StudySummary = z.infer<typeof studySummarySchema>

/** Whether a study can continue: trials that are waiting or interrupted, or budget left. */
export const isUnfinished = ({ state, counts, budget }: Pick<StudySummary, 'state' | 'counts' | 'budget'>): boolean =>
  counts.waiting + counts.interrupted > 0 ||
  (state !== 'exhausted' && Object.values(counts).reduce((sum, count) => sum + count, 0) < budget)

/** Importance of each parameter: Sobol indices, fractions of the objective's variance, 0 to 1. */
export const importanceSchema = z.object({
  name: z.string(),
  /** Explained by the parameter alone. */
  first: z.number(),
  /** Explained by the parameter alone or through interactions. */
  total: z.number(),
})

/**
 * The search's model over two parameters, in the objective's own unit; the others are fixed at the best trial's values.
 */
export const searchModelSchema = z.object({
  /** Values along each axis: evenly spaced in the parameter's scale, or all choices. */
  x: z.object({ name: z.string(), values: z.array(parameterValueSchema) }),
  y: z.object({ name: z.string(), values: z.array(parameterValueSchema) }),
  /** Row by row: entry [j * x.values.length + i] is at x.values[i], y.values[j]. */
  mean: z.array(z.number()),
  deviation: z.array(z.number()),
})
export type SearchModel = z.infer<typeof searchModelSchema>

/** Number of trials of another study that were not imported, by the first reason that applies. */
export const skippedTrialsSchema = z.object({
  unfinished: z.number().int(),
  shorter: z.number().int(),
  outside: z.number().int(),
  known: z.number().int(),
}) satisfies z.ZodType<SkippedTrials>

export const studyMethods = {
  'studies.list': method({ params: nothingSchema, result: z.array(studySummarySchema) }),
  'studies.get': method({ params: oneSchema, result: studySummarySchema }),
  'studies.trials': method({ params: oneSchema, result: z.array(trialSchema) }),
  'studies.start': method({
    params: studySpecSchema.extend({
      /** The dataset of the trials; null for a study of a prior. */
      datasetId: idSchema.nullable(),
      latents: latentsChoiceSchema.nullable().default(null),
      name: nameSchema.optional(),
    }),
    result: studySummarySchema,
  }),
  /** Starts no new trials; running ones finish. */
  'studies.pause': method({ params: oneSchema, result: studySummarySchema }),
  /** Continues, first with interrupted trials from their checkpoints. */
  'studies.resume': method({ params: oneSchema, result: studySummarySchema }),
  /** Stops the running trials within a step, with a checkpoint. */
  'studies.stop': method({ params: oneSchema, result: studySummarySchema }),
  /** Takes effect from the next trial; the sampler ignores trials that do not fit a new space. */
  'studies.update': method({
    params: z.object({
      id: idSchema,
      name: nameSchema.optional(),
      space: changeableSettings.space.unwrap().optional(),
      sampler: changeableSettings.sampler.unwrap().optional(),
      pruner: changeableSettings.pruner.unwrap().optional(),
      budget: changeableSettings.budget.unwrap().optional(),
      concurrency: changeableSettings.concurrency.unwrap().optional(),
      executor: changeableSettings.executor.unwrap().optional(),
    }),
    result: studySummarySchema,
  }),
  /** Adds a trial by hand, to run before those that the sampler proposes. Refused if there is an identical one. */
  'studies.enqueue': method({ params: z.object({ id: idSchema, params: trialParamsSchema }), result: trialSchema }),
  /** Trains a trial's run (null: the best trial's) for more epochs; the trial keeps its value. */
  'studies.trainLonger': method({
    params: z.object({
      id: idSchema,
      number: z.number().int().min(1).nullable().default(null),
      epochs: z.number().int().min(1).max(100_000),
    }),
    result: runSchema,
  }),
  /** Makes a trial of a study of a prior a prior of its run; a study that completes does so itself with its best one. */
  'studies.keepPrior': method({ params: keptTrialSchema, result: priorStandingSchema }),
  /**
   * From a model of at most 200 of the trials, in the order of the space; null if there are fewer complete trials than
   * the number of parameters plus 2.
   */
  'studies.importance': method({ params: oneSchema, result: z.array(importanceSchema).nullable() }),
  /** Fitted to at most 200 of the trials, half of them the best. Null if too few are complete. */
  'studies.model': method({
    params: z.object({
      id: idSchema,
      x: z.string(),
      y: z.string(),
      /** Number of values along a numeric axis. */
      size: z.number().int().min(2).max(64).default(32),
    }),
    result: searchModelSchema.nullable(),
  }),
  /** Imports the trials of another study; a longer trial with its value after this study's epochs. */
  'studies.import': method({
    params: z.object({ id: idSchema, from: idSchema }),
    result: z.object({ imported: z.number().int(), skipped: skippedTrialsSchema }),
  }),
  /** Writes the trials as a table, or the whole study as JSON; `file` null means a new export in the home. */
  'studies.export': method({
    params: z.object({
      id: idSchema,
      format: z.enum(['csv', 'json']),
      file: targetSchema.nullable().default(null),
    }),
    result: exportedFileSchema,
  }),
  /** The log of a trial's run, from its folder. */
  'studies.log': method({
    params: z.object({ id: idSchema, number: z.number().int().min(1) }),
    result: z.object({ text: z.string() }),
  }),
  /** Deletes the study with its trials, and their runs unless these are to be kept. */
  'studies.remove': method({
    params: z.object({ id: idSchema, keepRuns: z.boolean().default(false) }),
    result: nothingSchema,
  }),
}

export const studyEvents = {
  'studies.changed': changeEvent(studySummarySchema),
  /** A trial was added, completed an epoch, or ended. */
  'studies.trial': event(z.object({ id: idSchema, trial: trialSchema })),
}
