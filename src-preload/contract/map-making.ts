import { z } from 'zod'
import { MAX_NSIDE } from '../../src-shared/sky/healpix/map.ts'
import { polarisationConventions } from '../../src-shared/sky/polarisation.ts'
import { method } from '../rpc/table.ts'
import { jobSchema } from './jobs.ts'
import { conversionSchema, frameSchema } from './maps.ts'
import { idSchema } from './states.ts'

const nsideSchema = z.number().int().min(1).max(MAX_NSIDE)
const orderingSchema = z.enum(['RING', 'NESTED'])

/** The FITS file that a new map is written to; it must not exist. */
const outSchema = z.string().min(1)

/** How a map is converted; what is not given stays as it is. */
const mapConversionSchema = conversionSchema.extend({
  id: idSchema,
  /** Name of one column; all of them if it is not given. */
  column: z.string().min(1).optional(),
  ordering: orderingSchema.optional(),
  nside: nsideSchema.optional(),
  coordsys: frameSchema.optional(),
  /** Sign convention of U in the new map. */
  polcconv: z.enum(polarisationConventions).optional(),
  out: outSchema,
})
export type MapConversion = z.infer<typeof mapConversionSchema>

/** How the patches of a dataset become a map. */
export const mapAssemblySchema = z.object({
  datasetId: idSchema,
  nside: nsideSchema,
  ordering: orderingSchema.default('RING'),
  coordsys: frameSchema.default('G'),
  /** How often the map is corrected for the smoothing of interpolation. */
  corrections: z.number().int().min(0).max(8).default(2),
  out: outSchema,
})
export type MapAssembly = z.infer<typeof mapAssemblySchema>

/** New maps, each made as a job that ends with its map in the list; its `subject` is the map once it is open. */
export const mapMakingMethods = {
  'maps.convert': method({ params: mapConversionSchema, result: jobSchema }),
  'maps.assemble': method({ params: mapAssemblySchema, result: jobSchema }),
}
