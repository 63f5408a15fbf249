import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { idSchema, oneSchema } from './states.ts'

/** One column of a map, by its index. */
const columnSchema = z.object({ id: idSchema, column: z.number().int().min(0) })

/** The histogram of a column: counts in bins, exact. */
export const columnHistogramSchema = z.object({
  scale: z.enum(['linear', 'log']),
  /** Edges of the bins in the column's unit, ascending; the last bin includes its upper edge. Empty if no value fits. */
  edges: z.array(z.number()),
  /** Pixels in each bin. */
  counts: z.array(z.number().int()),
  /** Pixels below the first edge, on a logarithmic scale also those at zero and below. */
  below: z.number().int(),
  above: z.number().int(),
  /** Pixels without a value, also those absent from a partial map. */
  missing: z.number().int(),
})
export type ColumnHistogram = z.infer<typeof columnHistogramSchema>

/** Pixels by Galactic latitude. */
export const latitudesSchema = z.object({
  /** Edges of bins of equal area, degrees, from -90 to 90. */
  edges: z.array(z.number()),
  /** Pixels whose centres lie in each bin, and how many of them have no value. */
  pixels: z.array(z.number().int()),
  missing: z.array(z.number().int()),
})
export type Latitudes = z.infer<typeof latitudesSchema>

/** The header of one HDU. */
export const headerSchema = z.object({
  index: z.number().int(),
  /** EXTNAME, or PRIMARY, or empty. */
  name: z.string(),
  /** What the HDU contains: a table, an image, nothing. */
  kind: z.string(),
  cards: z.array(
    z.object({
      keyword: z.string(),
      /** As in the file, without quotation marks; null for COMMENT, HISTORY and empty values. */
      value: z.string().nullable(),
      comment: z.string(),
    }),
  ),
})
export type MapHeaderCards = z.infer<typeof headerSchema>

export const checksumsSchema = z.object({ sha256: z.string(), md5: z.string() })
/** How the values of a column are distributed, fine where the sky view needs it. */
export const columnDistributionSchema = z.object({
  /** The sky view's own cuts of the column, in its unit. */
  cuts: z.tuple([z.number(), z.number()]),
  /** Edges of the bins in the column's unit: equally far apart on the scale of the cuts (`cutScale`). */
  edges: z.array(z.number()),
  counts: z.array(z.number().int()),
  /** Pixels without a value. */
  missing: z.number().int(),
})
export type ColumnDistribution = z.infer<typeof columnDistributionSchema>

export const mapStatisticsMethods = {
  /** The distribution of all pixels of a column, for clips and equalised colours. Kept on disk. */
  'maps.distribution': method({ params: columnSchema, result: columnDistributionSchema }),
  /**
   * The histogram of all pixels of a column, between its extremes (on a logarithmic scale those above zero) unless `from`
   * and `to` are given. Whole numbers get at most `bins` bins of a whole width, centred on them. The answer for the
   * extremes is kept on disk.
   */
  'maps.histogram': method({
    params: columnSchema
      .extend({
        bins: z.number().int().min(1).max(4096).default(256),
        scale: z.enum(['linear', 'log']).default('linear'),
        from: z.number().optional(),
        to: z.number().optional(),
      })
      .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
        message: 'the end must be above the beginning',
        path: ['to'],
      })
      .refine(({ scale, from, to }) => scale === 'linear' || ((from ?? 1) > 0 && (to ?? 1) > 0), {
        message: 'a logarithmic scale begins above zero',
        path: ['from'],
      }),
    result: columnHistogramSchema,
  }),
  /** Pixels without a value by Galactic latitude; kept on disk. */
  'maps.latitudes': method({
    params: columnSchema.extend({ bins: z.number().int().min(1).max(1800).default(36) }),
    result: latitudesSchema,
  }),
  /** The headers of all HDUs of a map's file, in order. */
  'maps.cards': method({ params: oneSchema, result: z.array(headerSchema) }),
  /** Checksums of a map's file, in hexadecimal; MD5 is what archives publish. Kept on disk. */
  'maps.checksums': method({ params: oneSchema, result: checksumsSchema }),
}
