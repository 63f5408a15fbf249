import { z } from 'zod'
import { moments } from '../statistics/moments.ts'

/** A mean over patches and its standard error, from the scatter among them; null for a single patch. */
export const measuredSchema = z.object({ mean: z.number(), error: z.number().nullable() })
export type Measured = z.infer<typeof measuredSchema>

/**
 * How well a model predicts patches that it has not seen: the natural logarithm of its density at each, of the
 * standardised values of whole patches, or of latents under a prior. More is better.
 */
export const likelihoodSchema = z.object({
  space: z.enum(['patches', 'latents']),
  /** Numbers in a patch, or in its latents. */
  values: z.number().int(),
  /** Name of the prior of the latents; null for N(0, 1), and for a flow, which has none. */
  prior: z.string().nullable(),
  /**
   * A digest of what the densities are of: patches of a dataset, or samples of posteriors. Only likelihoods of the same
   * can be compared.
   */
  subject: z.string(),
  /** ln p of each patch, or of its latents, in nats. */
  densities: z.array(z.object({ index: z.number().int().min(0), logDensity: z.number() })).min(1),
  /** Their mean. */
  nats: measuredSchema,
  /**
   * Length of a code for a standardised value of a patch, per pixel (and channel), but for a constant that depends on how
   * finely values are told apart: less is better. Null for latents.
   */
  bitsPerPixel: measuredSchema.nullable(),
  /** Patches of the split that were left out because they have missing pixels. */
  leftOut: z.number().int(),
  /** How a flow was solved, and with how many probes of its divergence; null for a density that is exact. */
  solved: z.object({ solver: z.string(), solverSteps: z.number().int(), probes: z.number().int() }).nullable(),
  seconds: z.number(),
})
export type Likelihood = z.infer<typeof likelihoodSchema>

/** A likelihood with the means of its densities. */
export function likelihoodOf(found: Omit<Likelihood, 'nats' | 'bitsPerPixel'>): Likelihood {
  const nats = meanOf(found.densities.map(({ logDensity }) => logDensity))
  const bits = 1 / (found.values * Math.LN2)
  const { mean, error } = nats
  const bitsPerPixel = { mean: -mean * bits, error: error === null ? null : error * bits }
  return { ...found, nats, bitsPerPixel: found.space === 'patches' ? bitsPerPixel : null }
}

/**
 * How much larger ln p is than another model's, in nats: the mean of the differences patch by patch, whose error is that
 * of neither mean, as a patch that is unlikely under one model mostly is so under the other. Null if they are not of the
 * same patches or latents, or have none in common.
 */
export function likelihoodDifference(one: Likelihood, other: Likelihood): Measured | null {
  if (one.subject !== other.subject) return null
  const known = new Map(other.densities.map(({ index, logDensity }) => [index, logDensity]))
  const differences = one.densities.flatMap(({ index, logDensity }) => {
    const density = known.get(index)
    return density === undefined ? [] : [logDensity - density]
  })
  return differences.length > 0 ? meanOf(differences) : null
}

function meanOf(values: readonly number[]): Measured {
  const { count, mean, variance } = moments(values)
  return { mean, error: count > 1 ? Math.sqrt(variance / (count - 1)) : null }
}
