import { z } from 'zod'
import { spectrumRecipeSchema } from '../statistics/spectrum-recipe.ts'

/** A number, or null where there is none (of a band without power, say). */
const value = z.number().nullable()
const values = z.array(value)

/** Quartiles over a set: of one number of each patch, or of each column of a row of numbers. */
export const quartilesSchema = z.object({ low: value, median: value, high: value })
export type Quartiles = z.infer<typeof quartilesSchema>
export const quartileBandsSchema = z.object({ low: values, median: values, high: values })
export type QuartileBands = z.infer<typeof quartileBandsSchema>

export const momentNames = ['mean', 'standardDeviation', 'skewness', 'kurtosis'] as const
export type MomentName = (typeof momentNames)[number]

/** Shares whose quantiles of each patch's pixels are compared. */
export const pixelShares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const

/**
 * Statistics of the patches of a set, as quartiles over the set. Histogram: densities per bin. Spectrum: C_l per band in
 * the unit squared x sr. Minkowski functionals per threshold: share of area, border / 4 in pixel widths^-1, curvature
 * over 2 pi in pixel widths^-2.
 */
export const setResultsSchema = z.object({
  count: z.number().int(),
  histogram: quartileBandsSchema,
  spectrum: quartileBandsSchema,
  minkowski: z.object({ v0: quartileBandsSchema, v1: quartileBandsSchema, v2: quartileBandsSchema }),
  moments: z.object({
    mean: quartilesSchema,
    standardDeviation: quartilesSchema,
    skewness: quartilesSchema,
    kurtosis: quartilesSchema,
  }),
  /** Of pixels, a place for each of `pixelShares`. */
  pixels: quartileBandsSchema,
})
export type SetResults = z.infer<typeof setResultsSchema>

/** How pictures of patches follow the patches themselves, patch by patch. */
export const pairResultsSchema = z.object({
  /** Power of the picture over the patch's, and cross spectrum over the root of both, per band. */
  ratio: quartileBandsSchema,
  correlation: quartileBandsSchema,
  /** Multipoles where the median ratio, and the median correlation, fall below 1/2; null if they never do. */
  halfPower: value,
  halfCorrelation: value,
  /** Mean square of patch minus picture. */
  meanSquaredError: z.number(),
  meanSquaredErrors: quartilesSchema,
})
export type PairResults = z.infer<typeof pairResultsSchema>

/** Two samples of a statistic, one number a patch, against each other (Kolmogorov & Smirnov). */
export const statisticTestSchema = z.object({
  statistic: z.enum(['moment', 'pixels', 'histogram', 'spectrum', 'v0', 'v1', 'v2']),
  /** Name of the moment; else share, middle of the bin, multipole or threshold, as text. */
  at: z.string(),
  distance: z.number(),
  pValue: z.number(),
})
export type StatisticTest = z.infer<typeof statisticTestSchema>

/** `linear`: principal components, as many as latents; `sample`: draws from the prior; `train`: the training sky. */
export const setNames = ['original', 'reconstruction', 'residual', 'linear', 'sample', 'train'] as const
export type SetName = (typeof setNames)[number]

/** A band of multipoles, from <= l < to. */
export const bandSchema = z.object({ from: z.number(), to: z.number() })

/** The grid of the statistics: edges of bins, thresholds and pixels in the unit, middles of bands. */
const grid = {
  unit: z.string(),
  edges: z.array(z.number()),
  thresholds: z.array(z.number()),
  ell: z.array(z.number()),
  /** Of the same places as `ell`; empty in results of Cirrus before it had bands of any edges. */
  bands: z.array(bandSchema).default([]),
}

/** Everything that was measured in one unit; sets and pairs that have no such unit are left out. */
export const unitResultsSchema = z.object({
  ...grid,
  sets: z.partialRecord(z.enum(setNames), setResultsSchema),
  pairs: z.partialRecord(z.enum(['reconstruction', 'linear']), pairResultsSchema),
})
export type UnitResults = z.infer<typeof unitResultsSchema>

export const latentResultsSchema = z.object({
  count: z.number().int(),
  /** Latents whose mean KL is above 0.01 nats. */
  active: z.number().int(),
  /** Mean KL over the patches, nats; and of one draw from every posterior its mean, variance and distance from N(0, 1). */
  kl: z.array(z.number()),
  mean: z.array(z.number()),
  variance: z.array(z.number()),
  distance: z.array(z.number()),
  pValue: z.array(z.number()),
  /** Share of the posterior means' variance along their first two principal components. */
  planeShare: z.array(z.number()),
  /** Root mean square of the correlations between different latents, and what independent ones would have. */
  correlation: value,
  correlationOfNone: value,
})
export type LatentResults = z.infer<typeof latentResultsSchema>

/** Distances (root mean square of pixels, standardised) to the nearest training patch. */
export const memorisationSchema = z.object({
  /** Whether turned and flipped training patches count: the training saw them. */
  symmetries: z.boolean(),
  sample: quartilesSchema,
  original: quartilesSchema,
  /** Of the smallest one of all samples. */
  closest: z.number(),
})

export const validationResultsSchema = z.object({
  standard: unitResultsSchema,
  /** Of the same patches in the map's own unit: standardisation and logarithm undone. */
  map: unitResultsSchema,
  /** Each set against the patches themselves; `train` shows what the sky's own variety does to such a test. */
  tests: z.record(z.enum(['reconstruction', 'linear', 'sample', 'train']), z.array(statisticTestSchema)),
  latents: latentResultsSchema,
  memorisation: memorisationSchema,
  /** Multipole that as many numbers as latents reach, and how many principal components there were. */
  latentCeiling: z.number(),
  components: z.number().int(),
  seconds: z.number(),
})
export type ValidationResults = z.infer<typeof validationResultsSchema>

/** Two sets of patches of any origin. */
export const comparisonSchema = z.object({
  ...grid,
  /** Side of the patches in degrees, and how their spectra were measured. */
  width: z.number(),
  spectra: spectrumRecipeSchema,
  first: setResultsSchema,
  second: setResultsSchema,
  tests: z.array(statisticTestSchema),
})
export type Comparison = z.infer<typeof comparisonSchema>
