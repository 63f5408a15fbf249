import { z } from 'zod'
import { trainingConfigSchema } from '../../src-shared/model/configuration.ts'
import { checkpointSchema } from './runs.ts'
import { failureSchema, stateSchema } from './states.ts'

/** A flow that is trained (Lipman et al. 2023), or a normal distribution with full covariance. */
export const priorKindSchema = z.enum(['flow', 'gaussian'])
export type PriorKind = z.infer<typeof priorKindSchema>

/** The latents that a prior is of. */
export const priorLatentsSchema = z.object({
  /** Epoch of the run's checkpoint. */
  epoch: z.number().int(),
  /** Latents as a map. */
  side: z.number().int(),
  channels: z.number().int(),
  /** Mean and standard deviation of each channel over the training patches: the prior is of (z - centre) / scale. */
  centre: z.array(z.number()),
  scale: z.array(z.number()),
  /** Posteriors of training patches, those in other orientations counted. */
  count: z.number().int(),
})
export type PriorLatents = z.infer<typeof priorLatentsSchema>

/** A prior's name: that of its folder in the run's. */
export const priorNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, 'up to 60 letters, digits, dashes and underscores')

/** A prior of a run, as its folder tells. */
export const priorStandingSchema = z.object({
  name: priorNameSchema,
  kind: priorKindSchema,
  state: stateSchema,
  failure: failureSchema.nullable(),
  /** The checkpoint whose latents were asked for. */
  checkpoint: checkpointSchema,
  /** Null until the run's patches are encoded. */
  latents: priorLatentsSchema.nullable(),
  /** Those of the run's checkpoints whose latents it is of; none once the run was trained further. */
  fits: z.array(checkpointSchema),
  /** Of a flow; null for a prior that is computed. */
  config: trainingConfigSchema.nullable(),
  /** Epochs complete; 0 for a prior that is computed. */
  epoch: z.number().int(),
  bestEpoch: z.number().int().nullable(),
  bestValidationLoss: z.number().nullable(),
  folder: z.string(),
})
export type PriorStanding = z.infer<typeof priorStandingSchema>
