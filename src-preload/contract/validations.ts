import { channelQuery } from './datasets.ts'
import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { rotationSchema, splitNameSchema } from './datasets.ts'
import { priorNameSchema } from './priors.ts'
import { checkpointSchema, type CheckpointChoice } from './runs.ts'
import { spectrumRecipeSchema } from '../../src-shared/statistics/spectrum-recipe.ts'
import { changeEvent, failureSchema, idSchema, instantSchema, nothingSchema, oneSchema, stateSchema } from './states.ts'
import { measuredSchema } from '../../src-shared/validation/likelihood.ts'
import { validationResultsSchema } from '../../src-shared/validation/results.ts'

/** Draws from the prior in a validation by default, and in all from before their number was a choice. */
export const usualPriorSamples = 500

/**
 * What to validate of a run. Reconstructions of the same epoch, patches and samples are computed once and kept with the
 * run.
 */
export const validationConfigSchema = z.object({
  checkpoint: checkpointSchema.default('best'),
  split: splitNameSchema.default('test'),
  /** The channel that is measured and shown; null is the first, or only one. */
  channel: z.enum(['I', 'Q', 'U']).nullable().default(null),
  /** Posterior samples per patch, L of Eq. 10. */
  samples: z.number().int().min(1).max(10_000).default(100),
  /**
   * Draws from the prior that are compared with the patches; at most as many training patches show the sky's own
   * variation. Chance alone puts n of either at a Kolmogorov-Smirnov distance of about 0.8 / sqrt(n) from a large set.
   */
  priorSamples: z.number().int().min(16).max(10_000).default(usualPriorSamples),
  /** Name of the run's prior that samples are drawn from; null is N(0, 1). */
  prior: priorNameSchema.nullable().default(null),
  /** Whether a classifier is trained to tell prior samples from the patches, which takes minutes. */
  classifier: z.boolean().default(false),
  /**
   * Patches whose latents' density under N(0, 1) and under the prior is computed; null for none, as a flow takes minutes.
   */
  likelihood: z.number().int().min(2).max(100_000).nullable().default(null),
  /** How power spectra are measured. */
  spectra: spectrumRecipeSchema.prefault({}),
})
export type ValidationConfig = z.infer<typeof validationConfigSchema>

/** The row of a list; all numbers in standardised units. */
export const validationSummarySchema = z.object({
  /** Number of patches in the split. */
  count: z.number().int(),
  meanSquaredError: z.number(),
  /** Multipole where the reconstructions' power falls below half of the patches' (median ratio); null if it never does. */
  halfPower: z.number().nullable(),
  /** Middle of the first band: if half power is there, the power starts below half. Null in older records. */
  firstBand: z.number().nullable().default(null),
  activeLatents: z.number().int(),
  latents: z.number().int(),
  /** ln p of the latents under the prior, in nats, and how much larger it is than under N(0, 1); null if not computed. */
  logDensity: z.object({ nats: measuredSchema, overNormal: measuredSchema.nullable() }).nullable().default(null),
})
export type ValidationSummary = z.infer<typeof validationSummarySchema>

export const validationSchema = z.object({
  /** The run's id, a dot, and what was validated: `demo-2026-11-23-a.epoch-0048-test-100`. */
  id: idSchema,
  runId: idSchema,
  runName: z.string(),
  datasetId: idSchema.nullable(),
  config: validationConfigSchema,
  /** Epoch of the checkpoint. */
  epoch: z.number().int(),
  /** Side in pixels and degrees; unit of the map. */
  size: z.number().int(),
  width: z.number(),
  unit: z.string(),
  folder: z.string(),
  state: stateSchema,
  failure: failureSchema.nullable(),
  summary: validationSummarySchema.nullable(),
  createdAt: instantSchema,
})
export type Validation = z.infer<typeof validationSchema>

/** A patch of the split, in the order of the arrays. */
export const validatedPatchSchema = z.object({
  index: z.number().int(),
  /** Centre in degrees, Galactic; null if it is not known. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  rotation: rotationSchema,
  /** Error of the reconstruction, standardised. */
  meanSquaredError: z.number(),
  /** KL divergence of its posterior from the prior, nats. */
  kl: z.number(),
})
export type ValidatedPatch = z.infer<typeof validatedPatchSchema>

/** The training patch nearest to a prior sample, and the symmetry of the square that maps it onto the sample. */
export const nearestToSampleSchema = z.object({
  index: z.number().int(),
  /** Root mean square difference of pixels, standardised. */
  distance: z.number(),
  turns: z.number().int().min(0).max(3),
  flipped: z.boolean(),
})
export type NearestToSample = z.infer<typeof nearestToSampleSchema>

export const validationMethods = {
  /** Validations of one run, or of all if `runId` is null. */
  'validations.list': method({
    params: z.object({ runId: idSchema.nullable().default(null) }),
    result: z.array(validationSchema),
  }),
  'validations.get': method({ params: oneSchema, result: validationSchema }),
  /** All results; `not-found` until the validation is complete. */
  'validations.results': method({ params: oneSchema, result: validationResultsSchema }),
  'validations.patches': method({ params: oneSchema, result: z.array(validatedPatchSchema) }),
  'validations.nearest': method({ params: oneSchema, result: z.array(nearestToSampleSchema) }),
  /** Validates as a job; returns a complete validation unchanged. */
  'validations.start': method({
    params: z.object({ runId: idSchema, config: validationConfigSchema }),
    result: validationSchema,
  }),
  'validations.stop': method({ params: oneSchema, result: validationSchema }),
  /** Deletes its folder, reconstructions included. */
  'validations.remove': method({ params: oneSchema, result: nothingSchema }),
}

export const validationEvents = { 'validations.changed': changeEvent(validationSchema) }

/** Pictures of a validation, float32 [count, size, size]; row 0 south, column 0 east. */
export const validationPicturesSchema = z.enum([
  'originals',
  'reconstructions',
  /** Standard deviation over the posterior samples. */
  'deviations',
  /** Original minus reconstruction. */
  'residuals',
  /** The originals projected onto as many principal components of the training patches as there are latents. */
  'linear',
  /** Decoded draws from the prior; in the map's unit with means and standard deviations of training patches. */
  'samples',
  /** The training patch nearest to each sample, rotated and flipped to match. */
  'nearest',
])
export type ValidationPictures = z.infer<typeof validationPicturesSchema>

/**
 * Address of pictures of a validation.
 * @param unit `standard`, or `map`: the map's own
 */
export const validationPicturesAddress = (
  id: string,
  pictures: ValidationPictures,
  from: number,
  count: number,
  unit: 'standard' | 'map' = 'standard',
) => `/data/validations/${id}/${pictures}?from=${from}&count=${count}&unit=${unit}`

/**
 * Arrays of a validation, float32. Spectra are [patches, bands], standardised units squared x sr; `cross-spectra` between
 * patches and reconstructions. Latents are [patches, latents]; `latent-plane` [patches, 2] holds the posteriors' means
 * along their first two principal components, `latent-covariance` [latents, latents] is of one draw from each posterior
 * (only where there are at most 1,024 latents).
 */
export const validationArraySchema = z.enum([
  'original-spectra',
  'reconstruction-spectra',
  'residual-spectra',
  'cross-spectra',
  'linear-spectra',
  'sample-spectra',
  'train-spectra',
  'latent-mean',
  'latent-log-width',
  'latent-plane',
  'latent-covariance',
])
export type ValidationArray = z.infer<typeof validationArraySchema>

export const validationArrayAddress = (id: string, array: ValidationArray) => `/data/validations/${id}/${array}`

/**
 * Address of a walk along one latent: float32 [steps, size, size], decoded at the patch's posterior mean with this
 * latent set to `steps` evenly spaced values from -reach to reach.
 */
export const walkAddress = (
  runId: string,
  walk: { checkpoint: CheckpointChoice; patch: number; latent: number; reach: number; steps: number },
  channel = 0,
) =>
  `/data/runs/${runId}/walk?checkpoint=${walk.checkpoint}&patch=${walk.patch}&latent=${walk.latent}&reach=${walk.reach}&steps=${walk.steps}${channelQuery(channel)}`
