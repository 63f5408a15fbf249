import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { jobSchema } from './jobs.ts'
import { idSchema, nothingSchema } from './states.ts'

/** A map or mask that an archive offers for download; `resources/archive` has the table. */
export const mapProductSchema = z.object({
  /** Name in commands: `gnilc-545`. */
  name: idSchema,
  title: z.string(),
  /** Name of the file in the archive, and of the downloaded one. */
  file: z.string(),
  url: z.url(),
  /** Size of the file; null if not published. */
  bytes: z.number().int().nullable(),
  nside: z.number().int(),
  /** GHz; null for quantities without one. */
  frequency: z.number().nullable(),
  /** Checksum of the file, in hexadecimal; null if not published. */
  md5: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  /** Paper to cite. */
  citation: z.string(),
})
export type MapProduct = z.infer<typeof mapProductSchema>

/** A product, and how much of it is in the home folder. */
export const mapProductStateSchema = mapProductSchema.extend({
  /** Where the host puts the file. */
  path: z.string(),
  /** Bytes of an interrupted download, which the next one continues; 0 if there are none. */
  downloaded: z.number().int(),
  /** The map in the catalog, once downloaded. */
  mapId: idSchema.nullable(),
  /** The download under way. */
  jobId: idSchema.nullable(),
})
export type MapProductState = z.infer<typeof mapProductStateSchema>

export const mapProductMethods = {
  'maps.products': method({ params: nothingSchema, result: z.array(mapProductStateSchema) }),
  /**
   * Downloads a product of the table into the home folder as a job, and opens it; its `subject` is the map once it is
   * open. Returns the job under way if there is one.
   */
  'maps.download': method({ params: z.object({ name: idSchema }), result: jobSchema }),
}
