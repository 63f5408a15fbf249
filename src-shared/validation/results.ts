import { z } from 'zod'
import { classifierComparisonSchema, classifierTestSchema } from './classifier-test.ts'
import { likelihoodSchema } from './likelihood.ts'
import { modesSchema } from './modes.ts'
import { quartileBandsSchema, quartilesSchema } from './quartile-bands.ts'
import { sampleStatisticsSchema } from './sample-statistics.ts'
import { spectrumRecipeSchema } from '../statistics/spectrum-recipe.ts'

export { quartileBandsSchema, quartilesSchema } from './quartile-bands.ts'
export type { QuartileBands, Quartiles } from './quartile-bands.ts'

/** A number, or null if there is none (such as for a band without power). */
const value = z.number().nullable()

export const momentNames = ['mean', 'standardDeviation', 'skewness', 'kurtosis'] as const
export type MomentName = (typeof momentNames)[number]

/** Probabilities of the pixel quantiles to compare. */
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
  /** Pixel quantiles, one for each of `pixelShares`. */
  pixels: quartileBandsSchema,
})
export type SetResults = z.infer<typeof setResultsSchema>

/** How reconstructed patches compare with the originals, patch by patch. */
export const pairResultsSchema = z.object({
  /** Per band: power of the reconstruction over the patch's, and cross spectrum over the root of both. */
  ratio: quartileBandsSchema,
  correlation: quartileBandsSchema,
  /** Multipoles where the median ratio, and the median correlation, fall below 1/2; null if they never do. */
  halfPower: value,
  halfCorrelation: value,
  /** Mean square of patch minus reconstruction. */
  meanSquaredError: z.number(),
  meanSquaredErrors: quartilesSchema,
})
export type PairResults = z.infer<typeof pairResultsSchema>

/** Kolmogorov-Smirnov test of two samples of a statistic, one number per patch. */
export const statisticTestSchema = z.object({
  statistic: z.enum(['moment', 'pixels', 'histogram', 'spectrum', 'v0', 'v1', 'v2']),
  /** Name of the moment, or else probability, middle of the bin, multipole or threshold as text. */
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

/** The grid of the statistics: bin edges, thresholds and pixels in the unit, band centres. */
const grid = {
  unit: z.string(),
  edges: z.array(z.number()),
  thresholds: z.array(z.number()),
  ell: z.array(z.number()),
  /** As many as `ell`; empty in results from before bands could have any edges. */
  bands: z.array(bandSchema).default([]),
}

/** Everything measured in one unit; sets and pairs without that unit are absent. */
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
  /**
   * Per latent: mean KL over the patches in nats; and mean, variance and distance from N(0, 1) of one draw per
   * posterior.
   */
  kl: z.array(z.number()),
  mean: z.array(z.number()),
  variance: z.array(z.number()),
  distance: z.array(z.number()),
  pValue: z.array(z.number()),
  /** Fraction of the posterior means' variance along their first two principal components. */
  planeShare: z.array(z.number()),
  /** Root mean square correlation between different latents, and the value expected for independent ones. */
  correlation: value,
  correlationOfNone: value,
})
export type LatentResults = z.infer<typeof latentResultsSchema>

/** Distances (root mean square of pixels, standardised) to the nearest training patch. */
export const memorisationSchema = z.object({
  /** Whether rotated and flipped training patches count: if the training saw them. */
  symmetries: z.boolean(),
  sample: quartilesSchema,
  original: quartilesSchema,
  /** The smallest distance of all samples. */
  closest: z.number(),
})

/** Spectra of E and B modes of patches with Q and U, standardised units squared x sr. */
export const polarisedResultsSchema = z.object({
  ell: z.array(z.number()),
  /** Per band: power that the mask leaks from E into B, over that left in E. */
  leakage: z.array(z.number()),
  original: modesSchema,
  reconstruction: modesSchema,
  sample: modesSchema,
})
export type PolarisedResults = z.infer<typeof polarisedResultsSchema>

export const validationResultsSchema = z.object({
  standard: unitResultsSchema,
  /** The same patches in the map's own unit: standardisation and logarithm undone. */
  map: unitResultsSchema,
  /** Each set against the patches themselves; `train` shows the effect of the sky's own variation on such a test. */
  tests: z.record(z.enum(['reconstruction', 'linear', 'sample', 'train']), z.array(statisticTestSchema)),
  latents: latentResultsSchema,
  /** Null unless the patches have Q and U. */
  polarised: polarisedResultsSchema.nullable().default(null),
  memorisation: memorisationSchema,
  /** What tells prior samples from the sky, standardised; null in results from before it was measured. */
  samples: sampleStatisticsSchema.nullable().default(null),
  /** Prior samples against the patches; null unless it was asked for. */
  classifier: classifierTestSchema.nullable().default(null),
  /** ln p of the latents under N(0, 1), and then under the prior, if it is another one; none unless they were asked for. */
  likelihoods: z.array(likelihoodSchema).default([]),
  /** Multipole limit of this many latents, and the number of principal components. */
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
  /** Distances of the second set, and of any others, from the first one. */
  samples: sampleStatisticsSchema,
  /** Null unless a classifier was asked for. */
  classifier: classifierComparisonSchema.nullable().default(null),
})
export type Comparison = z.infer<typeof comparisonSchema>

/** Two sets of patches with several channels: each of them, and E and B modes of all, in the unit squared x sr. */
export const channelComparisonSchema = z.object({
  channels: z.partialRecord(z.enum(['I', 'Q', 'U']), comparisonSchema),
  polarised: z.object({
    ell: z.array(z.number()),
    bands: z.array(bandSchema),
    /** Per band: power that the mask of the spectra leaks from E into B, over that left in E. */
    leakage: z.array(z.number()),
    first: modesSchema,
    second: modesSchema,
    /** Shapes of E, B and polarised intensity, and with I its alignment and fraction: distances from the first set. */
    samples: sampleStatisticsSchema,
  }),
})
export type ChannelComparison = z.infer<typeof channelComparisonSchema>
