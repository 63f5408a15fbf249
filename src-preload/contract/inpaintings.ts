import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { splitNameSchema } from './datasets.ts'
import { checkpointSchema } from './runs.ts'
import { changeEvent, failureSchema, idSchema, instantSchema, nothingSchema, oneSchema, stateSchema } from './states.ts'

/**
 * One of the three masks of the paper's Fig. 6, scaled to the patch, or a mask from a file (FITS image or .npy; 1 =
 * observed, 0 = hole).
 */
export const maskChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['disc', 'corner', 'block']) }),
  z.object({ kind: z.literal('file'), path: z.string().min(1) }),
])
export type MaskChoice = z.infer<typeof maskChoiceSchema>

/** How the data observe the patch outside the hole (A of Eq. 13): directly, or through a Gaussian beam. */
export const operatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mask') }),
  /** Full width at half maximum, arcmin. */
  z.object({ kind: z.literal('beam'), fwhm: z.number().gt(0).max(600) }),
])
export type Operator = z.infer<typeof operatorSchema>

export const inpaintingConfigSchema = z.object({
  patch: z.number().int().min(0),
  mask: maskChoiceSchema,
  operator: operatorSchema.default({ kind: 'mask' }),
  checkpoint: checkpointSchema.default('best'),
  /** Noise of the data in standardised units (Eq. 13). */
  sigma: z.number().gt(0).max(10).default(0.2),
  starts: z.number().int().min(1).max(64).default(1),
  maxIterations: z.number().int().min(1).max(10_000).default(500),
  seed: z.number().int().min(0).default(0),
})
export type InpaintingConfig = z.infer<typeof inpaintingConfigSchema>

/** Error against the true patch, standardised units: root mean square inside and outside the hole. */
export const fitSchema = z.object({ inside: z.number(), outside: z.number() })

export const inpaintingResultSchema = z.object({
  objective: z.number(),
  chi2: z.number(),
  /** Observed pixels minus latent dimension. */
  degreesOfFreedom: z.number().int(),
  iterations: z.number().int(),
  seconds: z.number(),
  /** Error of the model; inside the hole, also that of the filled patch. */
  fit: fitSchema,
  /** Error of the mean of the observed pixels, as a baseline. */
  meanFit: fitSchema,
})

const curvesSchema = z.object({
  original: z.array(z.number()),
  model: z.array(z.number()),
  filled: z.array(z.number()),
})

/**
 * Statistics of the true patch, the model and the filled patch. Histogram: 20 bins from -3 to 5 (Fig. 3), densities.
 * Spectrum: Fig. 4's method; ell, and C_ell in standardised units squared x sr.
 */
export const inpaintingStatisticsSchema = z.object({
  edges: z.array(z.number()),
  histogram: curvesSchema,
  ell: z.array(z.number()),
  spectrum: curvesSchema,
})
export type InpaintingStatistics = z.infer<typeof inpaintingStatisticsSchema>

export const inpaintingSchema = z.object({
  id: idSchema,
  runId: idSchema,
  runName: z.string(),
  datasetId: idSchema.nullable(),
  config: inpaintingConfigSchema,
  /** Centre in degrees, Galactic (null if it is not known); side in degrees and pixels; unit of the map. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  rotation: z.number().nullable(),
  split: splitNameSchema,
  size: z.number().int(),
  width: z.number(),
  unit: z.string(),
  folder: z.string(),
  state: stateSchema,
  failure: failureSchema.nullable(),
  result: inpaintingResultSchema.nullable(),
  statistics: inpaintingStatisticsSchema.nullable(),
  createdAt: instantSchema,
})
export type Inpainting = z.infer<typeof inpaintingSchema>

export const objectivePointSchema = z.object({
  start: z.number().int(),
  iteration: z.number().int(),
  objective: z.number(),
})
export type ObjectivePoint = z.infer<typeof objectivePointSchema>

const inpaintingOrderSchema = z.object({ runId: idSchema, config: inpaintingConfigSchema })

export const inpaintingMethods = {
  'inpaintings.list': method({ params: nothingSchema, result: z.array(inpaintingSchema) }),
  'inpaintings.get': method({ params: oneSchema, result: inpaintingSchema }),
  /** The objective at every accepted iteration of every start. */
  'inpaintings.history': method({ params: oneSchema, result: z.array(objectivePointSchema) }),
  /**
   * Refuses what `inpaintings.start` would refuse, naming the field; otherwise returns the folder that it would use.
   */
  'inpaintings.check': method({
    params: inpaintingOrderSchema,
    result: z.object({ folder: z.string() }),
  }),
  'inpaintings.start': method({ params: inpaintingOrderSchema, result: inpaintingSchema }),
  'inpaintings.stop': method({ params: oneSchema, result: inpaintingSchema }),
  'inpaintings.remove': method({ params: oneSchema, result: nothingSchema }),
}

export const inpaintingEvents = {
  'inpaintings.changed': changeEvent(inpaintingSchema),
  'inpaintings.objective': event(z.object({ id: idSchema, point: objectivePointSchema })),
}

/**
 * The pictures of an inpainting: the true patch; its mask (1 = observed); the data with the hole as NaN; the model,
 * g(z) everywhere; the data with the hole filled by the model; original minus model. With a beam no pixel is observed
 * directly, and `filled` is the model everywhere.
 */
export const inpaintingArraySchema = z.enum(['original', 'mask', 'corrupted', 'model', 'filled', 'residual'])
export type InpaintingArray = z.infer<typeof inpaintingArraySchema>

/** Address of one picture of an inpainting as float32 [size, size]. */
export const inpaintingAddress = (id: string, array: InpaintingArray, unit: 'standard' | 'map' = 'standard') =>
  `/data/inpaintings/${id}/${array}?unit=${unit}`
