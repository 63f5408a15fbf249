import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { trainingConfigSchema } from '../../src-shared/model/configuration.ts'
import { checkpointSchema, epochMetricsSchema, trainingStepSchema } from './runs.ts'
import { changeEvent, failureSchema, idSchema, nothingSchema, oneSchema, stateSchema } from './states.ts'

/**
 * A flow that is trained (Lipman et al. 2023), affine coupling layers that are (Dinh et al. 2017), or a normal
 * distribution with full covariance.
 */
export const priorKindSchema = z.enum(['flow', 'coupling', 'gaussian'])
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
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'up to 40 letters, digits, dashes and underscores')

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

/** A prior as the host lists it. */
export const priorSchema = priorStandingSchema.extend({
  /** The run's id, a dot, and the name, which has none: `demo-2026-11-23-a.flow`. */
  id: idSchema,
  runId: idSchema,
})
export type Prior = z.infer<typeof priorSchema>

export const priorId = (runId: string, name: string) => `${runId}.${name}`

/** The run and the name in a prior's id. */
export function priorOf(id: string): { runId: string; name: string } {
  const at = id.lastIndexOf('.')
  return { runId: id.slice(0, at), name: id.slice(at + 1) }
}

/** What a new prior is trained with. */
export const priorChoiceSchema = z.object({
  name: priorNameSchema,
  kind: priorKindSchema,
  checkpoint: checkpointSchema.default('best'),
  /** Of a flow; null for the default one (src-shared/model/prior-config.ts), and for a prior that is computed. */
  config: trainingConfigSchema.nullable().default(null),
})
export type PriorChoice = z.infer<typeof priorChoiceSchema>

export const priorMethods = {
  /** The priors of a run by name, also those that a terminal trained. */
  'priors.list': method({ params: z.object({ runId: idSchema }), result: z.array(priorSchema) }),
  /** The epochs of a flow; none of a prior that is computed. */
  'priors.metrics': method({ params: oneSchema, result: z.array(epochMetricsSchema) }),
  /** Encodes the run's patches and trains a prior on them, as a job; a prior that never had latents begins again. */
  'priors.train': method({ params: priorChoiceSchema.extend({ runId: idSchema }), result: priorSchema }),
  /** Stops within one step and keeps everything; the prior becomes `interrupted` and can be resumed. */
  'priors.stop': method({ params: oneSchema, result: priorSchema }),
  /** Continues from the last checkpoint; `epochs` may be raised to train longer. */
  'priors.resume': method({
    params: z.object({ id: idSchema, epochs: z.number().int().min(1).max(100_000).optional() }),
    result: priorSchema,
  }),
  /** Deletes its folder. */
  'priors.remove': method({ params: oneSchema, result: nothingSchema }),
}

export const priorEvents = {
  'priors.changed': changeEvent(priorSchema),
  'priors.epoch': event(z.object({ id: idSchema, metrics: epochMetricsSchema })),
  'priors.step': event(z.object({ id: idSchema, step: trainingStepSchema })),
}
