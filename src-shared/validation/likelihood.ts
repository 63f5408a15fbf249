import { z } from 'zod'
import { moments } from '../statistics/moments.ts'

/** A mean over patches and its standard error, from the scatter among them; null for a single patch. */
const measuredSchema = z.object({ mean: z.number(), error: z.number().nullable() })
export type Measured = z.infer<typeof measuredSchema>

/**
 * How well a model predicts patches that it has not seen: the mean of the natural logarithm of its density at each, of the
 * standardised values of whole patches, or of latents under a prior. Only models on the same dataset, or priors of the
 * same run, can be compared; more is better.
 */
export const likelihoodSchema = z.object({
  space: z.enum(['patches', 'latents']),
  /** Numbers in a patch, or in its latents. */
  values: z.number().int(),
  count: z.number().int(),
  /** Per patch, or per vector of latents. */
  nats: measuredSchema,
  /**
   * Length of a code for a standardised value of a patch, per pixel (and channel), but for a constant that depends on how
   * finely values are told apart: less is better. Null for latents.
   */
  bitsPerPixel: measuredSchema.nullable(),
})
export type Likelihood = z.infer<typeof likelihoodSchema>

/** From ln p of each patch, in nats. @param densities at least one */
export function likelihoodOf(
  densities: readonly number[],
  { space, values }: Pick<Likelihood, 'space' | 'values'>,
): Likelihood {
  const { count, mean, variance } = moments(densities)
  const error = count > 1 ? Math.sqrt(variance / (count - 1)) : null
  const bits = 1 / (values * Math.LN2)
  return {
    ...{ space, values, count },
    nats: { mean, error },
    bitsPerPixel: space === 'patches' ? { mean: -mean * bits, error: error === null ? null : error * bits } : null,
  }
}
