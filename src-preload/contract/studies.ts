import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { exportedFileSchema } from './exports.ts'
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
  stateSchema,
} from './states.ts'

/** `paused`: no new trial begins, those that run go to their end; `exhausted`: the space holds nothing
 * that was not tried; `interrupted`: running trials were stopped too. */
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

/** On what a study was started, as far as that was known; each trial's run says on what it was trained. */
export const studyEnvironmentSchema = z.object({
  startedAt: instantSchema,
  cirrus: z.string(),
  node: z.string(),
  /** System, its release and architecture: `Linux 6.1.0, x64`. */
  platform: z.string(),
  processor: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  executor: executorChoiceSchema,
  /** What this machine's engines train on; null while they are starting, and where trials run elsewhere. */
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
  /** Of the patches, as the dataset has it: a study goes on with the same ones alone. */
  datasetFingerprint: z.string(),
  ...studySpecSchema.shape,
  /** Oldest first; one more each time that it is started on something else. */
  environments: z.array(studyEnvironmentSchema),
  state: studyStateSchema,
  failure: failureSchema.nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
})
export type Study = z.infer<typeof studySchema>

/** Whether a value is a metric by epoch. */
const isCurve = (value: unknown) =>
  Array.isArray(value) && value.every((point) => Number.isInteger(point?.epoch) && Number.isFinite(point?.value))

/** One configuration of a study, and what became of it. */
export const trialSchema = z.object({
  studyId: idSchema,
  /** Counted from 1. */
  number: z.number().int().min(1),
  state: stateSchema,
  params: trialParamsSchema,
  /** The training; null before it begins, and of an imported trial. */
  runId: idSchema.nullable(),
  /** The objective: of a pruned trial up to where it was ended; null where there is none. */
  value: z.number().nullable(),
  /** Epochs complete. */
  epochs: z.number().int(),
  /** The objective's metric by epoch, where it was measured. One test of all points: a study has tens of thousands. */
  intermediate: z.custom<{ epoch: number; value: number }[]>(isCurve, 'expected points of an epoch and a value'),
  failure: failureSchema.nullable(),
  /** `enqueued`: asked for by hand; `imported`: from another study, known without training. */
  origin: z.enum(['asked', 'enqueued', 'imported']),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
})
export type Trial = z.infer<typeof trialSchema>

/** A study as lists show it. */
export const studySummarySchema = studySchema.extend({
  /** How many trials are in each state; imported ones are left out. */
  counts: z.record(stateSchema, z.number().int()),
  best: z
    .object({ number: z.number().int(), runId: idSchema.nullable(), value: z.number(), params: trialParamsSchema })
    .nullable(),
})
export type StudySummary = z.infer<typeof studySummarySchema>

/** Whether a study has something to do when it goes on: trials that wait or were interrupted, or a budget not used up. */
export const isUnfinished = ({ state, counts, budget }: Pick<StudySummary, 'state' | 'counts' | 'budget'>): boolean =>
  counts.waiting + counts.interrupted > 0 ||
  (state !== 'exhausted' && Object.values(counts).reduce((sum, count) => sum + count, 0) < budget)

/** What each parameter matters: Sobol indices, parts of the objective's variance, 0 to 1. */
export const importanceSchema = z.object({
  name: z.string(),
  /** That it explains by itself. */
  first: z.number(),
  /** That it has a share in, with the others. */
  total: z.number(),
})

/** The search's model over two parameters, in the objective's own unit; the others are as in the best trial. */
export const searchModelSchema = z.object({
  /** Values along each axis: evenly spread in the parameter's scale, or all of its choices. */
  x: z.object({ name: z.string(), values: z.array(parameterValueSchema) }),
  y: z.object({ name: z.string(), values: z.array(parameterValueSchema) }),
  /** Row by row: entry [j * x.values.length + i] is at x.values[i], y.values[j]. */
  mean: z.array(z.number()),
  deviation: z.array(z.number()),
})
export type SearchModel = z.infer<typeof searchModelSchema>

/** How many trials of another study are not imported, each for the first of these reasons. */
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
    params: studySpecSchema.extend({ datasetId: idSchema, name: nameSchema.optional() }),
    result: studySummarySchema,
  }),
  /** Begins no new trials; those that run go to their end. */
  'studies.pause': method({ params: oneSchema, result: studySummarySchema }),
  /** Goes on: trials that were interrupted first, from their checkpoints. */
  'studies.resume': method({ params: oneSchema, result: studySummarySchema }),
  /** Stops the running trials within a step, with a checkpoint. */
  'studies.stop': method({ params: oneSchema, result: studySummarySchema }),
  /** Holds from the next trial on; what does not fit a new space is no longer looked at by the sampler. */
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
  /** A trial by hand, that comes before those the sampler proposes. Refused if there is one like it. */
  'studies.enqueue': method({ params: z.object({ id: idSchema, params: trialParamsSchema }), result: trialSchema }),
  /** Trains a trial's run (null: the best one's) to more epochs; the trial keeps its value. */
  'studies.trainLonger': method({
    params: z.object({
      id: idSchema,
      number: z.number().int().min(1).nullable().default(null),
      epochs: z.number().int().min(1).max(100_000),
    }),
    result: runSchema,
  }),
  /** By a model of at most 200 of the trials; in the order of the space; null while there are fewer complete trials than parameters and 2. */
  'studies.importance': method({ params: oneSchema, result: z.array(importanceSchema).nullable() }),
  /** Of at most 200 of the trials, half of them the best. Null while there are too few complete ones. */
  'studies.model': method({
    params: z.object({
      id: idSchema,
      x: z.string(),
      y: z.string(),
      /** Values along an axis of numbers. */
      size: z.number().int().min(2).max(64).default(32),
    }),
    result: searchModelSchema.nullable(),
  }),
  /** Takes over what another study knows: a longer trial as it stood after this study's epochs. */
  'studies.import': method({
    params: z.object({ id: idSchema, from: idSchema }),
    result: z.object({ imported: z.number().int(), skipped: skippedTrialsSchema }),
  }),
  /** Writes the trials as a table, or the whole study as JSON; `file` null is a new export of the home's. */
  'studies.export': method({
    params: z.object({
      id: idSchema,
      format: z.enum(['csv', 'json']),
      file: z.string().min(1).nullable().default(null),
    }),
    result: exportedFileSchema,
  }),
  /** The log of a trial's run, from its folder. */
  'studies.log': method({
    params: z.object({ id: idSchema, number: z.number().int().min(1) }),
    result: z.object({ text: z.string() }),
  }),
  /** Deletes the study with its trials; their runs too, unless they are to be kept. */
  'studies.remove': method({
    params: z.object({ id: idSchema, keepRuns: z.boolean().default(false) }),
    result: nothingSchema,
  }),
}

export const studyEvents = {
  'studies.changed': changeEvent(studySummarySchema),
  /** A trial is new, has come one epoch further, or has ended. */
  'studies.trial': event(z.object({ id: idSchema, trial: trialSchema })),
}
