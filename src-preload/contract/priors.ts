import { z } from 'zod'

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
