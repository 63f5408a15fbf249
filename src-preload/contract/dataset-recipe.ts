import { z } from 'zod'
import { channelSetNames } from '../../src-shared/sky/channels.ts'
import { skyUnits } from '../../src-shared/sky/units.ts'
import { scaleNames, standardisations } from '../../src-shared/sky/scale.ts'

/** More patches than this must be a typing error: at 256 px they fill 13 GB. */
export const MOST_PATCHES = 50_000

/** How a patch is turned: position angle of its rows' direction, degrees from Galactic north through east; none is 0. */
export const rotationSchema = z.number().nullish()

/** How values are scaled, and what undoes it: exp of the scaled value, or softening times sinh. */
export const scalingShape = {
  /** Of the intensity: Q and U are always linear. */
  scale: z.enum(scaleNames).default('log'),
  /** The softening of asinh, in the unit of the values. Null: it is taken from the map when patches are cut. */
  softening: z.number().gt(0).nullable().default(null),
}

export const standardisationSchema = z.enum(standardisations).default('patch')

/** How patches are cut from a map (paper, Sec. 2.3). Angles in degrees, Galactic. */
export const datasetRecipeSchema = z.object({
  /** Pixels on a side. */
  size: z.number().int().min(8).max(1024).default(256),
  /** Side of a patch; a pixel is width / (size - 1). */
  width: z.number().gt(0).max(40).default(8),
  /** Distance between rows of centres, and between centres on a row (divided by cos b). */
  step: z.number().gt(0).max(60).default(4),
  /** Centres keep |b| from the first to the second: without the plane, or without the poles. */
  minLatitude: z.number().min(0).max(89).default(15),
  maxLatitude: z.number().min(0).max(90).default(90),
  /** Where rows of centres start: at the minimum latitude itself, or at multiples of the step. */
  rowRule: z.enum(['edge', 'multiple']).default('edge'),
  /** Centres on the grid of `step`, or `count` of them drawn uniformly on the allowed sky. */
  centres: z.enum(['grid', 'random']).default('grid'),
  count: z.number().int().min(1).max(MOST_PATCHES).default(500),
  /** How patches are turned: along Galactic axes, or each by an angle drawn from the seed. */
  rotation: z.enum(['none', 'random']).default('none'),
  /**
   * I: one column. QU, IQU: the Stokes parameters of a polarised map, Q and U turned to the patch's own axes by parallel
   * transport, with the sign of U as in HEALPix.
   */
  channels: z.enum(channelSetNames).default('I'),
  /**
   * A mask: a map file and a column of it (by name or number from 1; the first if null). Pixels count as missing where
   * its value is not above the threshold.
   */
  mask: z.string().min(1).nullable().default(null),
  maskColumn: z.string().min(1).nullable().default(null),
  maskThreshold: z.number().default(0.5),
  /** Patches over missing pixels are left out, filled by diffusion, or kept with their masks. */
  holes: z.enum(['skip', 'fill', 'keep']).default('skip'),
  /** Fraction of good pixels that a patch needs to be filled or kept. */
  goodFraction: z.number().min(0).max(1).default(0.5),
  /**
   * The noise of the map, which training has in its likelihood: a map file of standard deviations or variances in the map's own
   * unit, or its square, and its columns, one for each channel, separated by commas. Null: the first ones, or of variances
   * Planck's II_COV, QQ_COV and UU_COV.
   */
  noise: z.string().min(1).nullable().default(null),
  noiseColumns: z.string().min(1).nullable().default(null),
  noiseKind: z.enum(['deviation', 'variance']).default('deviation'),
  /** Unit of sky brightness that values are converted to first, and the map's frequency in GHz where it is needed. */
  unit: z.enum(skyUnits).nullable().default(null),
  frequency: z.number().min(1e-3).max(1e6).nullable().default(null),
  ...scalingShape,
  standardisation: standardisationSchema,
  /**
   * Pixels are clipped whose scaled value is this many robust standard deviations (1.4826 times the median absolute
   * deviation) from the median of the patch, or among this percentage of its lowest or of its highest.
   */
  clipSigma: z.number().min(1).max(100).nullable().default(null),
  clipPercent: z.number().gt(0).max(25).nullable().default(null),
  /** Clipped pixels get the limit, or count as missing. */
  clipped: z.enum(['limit', 'missing']).default('limit'),
  /**
   * Patches are smoothed to a beam of this full width at half maximum (arcmin) from that of the map, before anything
   * else; null if they are not.
   */
  beam: z.number().gt(0).max(600).nullable().default(null),
  mapBeam: z.number().min(0).max(600).default(0),
  /** Width of the cosine taper at the border of patches, degrees. */
  apodisation: z.number().min(0).max(20).default(0),
  /** At random; from disjoint sky; or by the regions of a DS9 file, which name the split of the patches inside. */
  split: z.enum(['random', 'disjoint', 'regions']).default('random'),
  regions: z.string().min(1).nullable().default(null),
  /** Of the split, of random centres and of random rotations. */
  seed: z.number().int().min(0).default(0),
})
export type DatasetRecipe = z.infer<typeof datasetRecipeSchema>

/** How patches made elsewhere become a dataset: without a grid, and in the size that they have. */
export const importRecipeSchema = z.object({
  size: z.number().int().min(8).max(4096),
  width: z.number().gt(0).max(40),
  /** Stokes parameters in the last axis; Q and U are in the sign convention of HEALPix, on Galactic axes. */
  channels: z.enum(channelSetNames).default('I'),
  /** Of the intensity: Q and U are always linear. */
  scale: z.enum(['log', 'linear']).default('log'),
  standardisation: standardisationSchema,
  split: z.enum(['random', 'disjoint']).default('random'),
  seed: z.number().int().min(0).default(0),
})
export type ImportRecipe = z.infer<typeof importRecipeSchema>

/** The recipe of any dataset. Only one that is cut from a map has a step. */
export const storedRecipeSchema = z.union([
  datasetRecipeSchema.extend({ step: z.number().gt(0).max(60) }),
  importRecipeSchema,
])
export type StoredRecipe = z.infer<typeof storedRecipeSchema>
