import { z } from 'zod'
import { priorKindSchema, priorNameSchema } from './priors.ts'
import { checkpointSchema } from './runs.ts'
import { idSchema } from './states.ts'

/** Priors whose settings a study can search: those that are trained. */
export const searchedPriorSchema = priorKindSchema.exclude(['gaussian'])
export type SearchedPrior = z.infer<typeof searchedPriorSchema>

/** What a study of a prior is to search on. */
export const latentsChoiceSchema = z.object({
  /** Folder of the run. */
  run: z.string().min(1),
  checkpoint: checkpointSchema.default('best'),
  /** Name of the prior that the best trial becomes. */
  prior: priorNameSchema,
})

/** The latents that the trials of a study of a prior are trained on. */
export const studyLatentsSchema = z.object({
  /** Null for a run that the home does not list. */
  runId: idSchema.nullable(),
  runName: z.string(),
  runFolder: z.string(),
  checkpoint: checkpointSchema,
  /** Epoch of that checkpoint when the study was started: it continues only with the same latents. */
  epoch: z.number().int(),
  prior: priorNameSchema,
})
export type StudyLatents = z.infer<typeof studyLatentsSchema>

/** Name of the prior that a study makes if none is given. */
export const usualPriorName = (kind: SearchedPrior) => `${kind}-best`

/** A trial that becomes a prior of its run: null for the best one, and for the name that the study was given. */
export const keptTrialSchema = z.object({
  id: idSchema,
  number: z.number().int().min(1).nullable().default(null),
  name: priorNameSchema.nullable().default(null),
})
