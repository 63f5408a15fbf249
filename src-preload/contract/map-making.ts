import { z } from 'zod'
import { MAX_NSIDE } from '../../src-shared/sky/healpix/map.ts'
import { polarisationConventions } from '../../src-shared/sky/polarisation.ts'
import { method } from '../rpc/table.ts'
import { jobSchema } from './jobs.ts'
import { conversionSchema, frameSchema } from './maps.ts'
import { idSchema, pathSchema, targetSchema } from './states.ts'

export const nsideSchema = z.number().int().min(1).max(MAX_NSIDE)
export const orderingSchema = z.enum(['RING', 'NESTED'])

/** The FITS file that a new map is written to; it must not exist. */
export const newMapFileSchema = targetSchema

/** How a map is converted; what is not given stays as it is. */
export const mapConversionSchema = conversionSchema.extend({
  id: idSchema,
  /** Name of one column; all of them if it is not given. */
  column: z.string().min(1).optional(),
  ordering: orderingSchema.optional(),
  nside: nsideSchema.optional(),
  coordsys: frameSchema.optional(),
  /** Sign convention of U in the new map. */
  polcconv: z.enum(polarisationConventions).optional(),
  out: newMapFileSchema,
})
export type MapConversion = z.infer<typeof mapConversionSchema>

/** What a conversion would write, as far as the header of the map tells. */
const conversionPreviewSchema = z.object({
  nside: nsideSchema,
  ordering: orderingSchema,
  /** Null if it is not known. */
  coordsys: frameSchema.nullable(),
  columns: z.array(z.object({ name: z.string(), unit: z.string(), type: z.enum(['float32', 'float64']) })),
  /** Whether only the pixels with values are written; `bytes` is then an estimate. */
  partial: z.boolean(),
  /** Size of the file. */
  bytes: z.number(),
  /** Whether values are interpolated, and so not those of pixels of the map. */
  interpolated: z.boolean(),
  /** What happens to the values, and what is left out, as sentences. */
  steps: z.array(z.string()),
  leftOut: z.array(z.string()),
})
export type ConversionPreview = z.infer<typeof conversionPreviewSchema>

/** How patches become a map. */
const assemblySchema = z.object({
  nside: nsideSchema,
  ordering: orderingSchema.default('RING'),
  coordsys: frameSchema.default('G'),
  /** How often the map is corrected for the smoothing of interpolation. */
  corrections: z.number().int().min(0).max(8).default(2),
  out: newMapFileSchema,
})
/** The assembly of a dataset. */
export const mapAssemblySchema = assemblySchema.extend({ datasetId: idSchema })
export type MapAssembly = z.infer<typeof mapAssemblySchema>

/** Patches made elsewhere, with their centres. */
const placedStackSchema = z.object({
  /** .npy file [patches, size, size], or with a last axis of Q and U, or I, Q and U. */
  path: pathSchema,
  /** CSV file with the columns lon and lat, Galactic, in degrees. */
  positions: z.string().min(1),
  /** .npy file [patches, size, size] of 1 at good pixels and 0 at others. */
  masks: z.string().min(1).nullable().default(null),
  /** Side of a patch from its first pixel to its last, degrees. */
  width: z.number().min(1e-3).max(60),
})
/** The assembly of a stack. */
export const stackAssemblySchema = assemblySchema.extend({
  ...placedStackSchema.shape,
  unit: z.string().max(60).default(''),
})
export type StackAssembly = z.infer<typeof stackAssemblySchema>

/** New maps, each made as a job that ends with its map in the list; its `subject` is the map once it is open. */
export const mapMakingMethods = {
  'maps.convert': method({ params: mapConversionSchema, result: jobSchema }),
  /** Refuses what `maps.convert` would, naming the field. */
  'maps.previewConversion': method({ params: mapConversionSchema, result: conversionPreviewSchema }),
  'maps.assemble': method({ params: mapAssemblySchema, result: jobSchema }),
  'maps.assembleStack': method({ params: stackAssemblySchema, result: jobSchema }),
  /** What the headers of a stack and its masks, and its positions say; refuses what can't be assembled. */
  'maps.previewStack': method({
    params: placedStackSchema,
    result: z.object({ count: z.number().int(), size: z.number().int(), channels: z.enum(['I', 'QU', 'IQU']) }),
  }),
}
