import { z } from 'zod'
import { polarisationConventions } from '../../src-shared/sky/polarisation.ts'
import { skyUnits } from '../../src-shared/sky/units.ts'
import { spectrumRecipeSchema } from '../../src-shared/statistics/spectrum-recipe.ts'
import { method } from '../rpc/table.ts'
import { viewImageSchema } from './map-views.ts'
import {
  changeEvent,
  idSchema,
  instantSchema,
  nameSchema,
  noteSchema,
  nothingSchema,
  oneSchema,
  pathSchema,
} from './states.ts'

/** Frame of a map as FITS COORDSYS: Galactic, equatorial (J2000), ecliptic (J2000). */
export const frameSchema = z.enum(['G', 'C', 'E'])

/** The pixels of a map (`MapGrid`): HEALPix, or an image with world coordinates. */
export const gridSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('healpix'),
    nside: z.number().int(),
    ordering: z.enum(['RING', 'NESTED']),
    indexing: z.enum(['implicit', 'explicit']),
  }),
  z.object({
    kind: z.literal('image'),
    width: z.number().int(),
    height: z.number().int(),
    /** Algorithm code of CTYPE: TAN, CAR, ... */
    projection: z.string(),
    /** Side of a pixel at the reference point, degrees. */
    pixel: z.number(),
    /** Galactic position of its middle, if there is sky. */
    centre: z.object({ lon: z.number(), lat: z.number() }).optional(),
  }),
])

/** What the table or image of a map says about all its columns. */
const tableFactsSchema = z.object({
  grid: gridSchema,
  /** From the header, or given when the map was opened; null if neither: Galactic is assumed. */
  coordsys: frameSchema.nullable(),
  /** Sign convention of U: from the header (POLCCONV), or given when the map was opened. */
  polcconv: z.enum(polarisationConventions).nullable(),
})

/** How a column is computed from stored ones, by their names (`Derivation` of src-shared/sky). */
const derivationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('P'), from: z.array(z.string()) }),
  z.object({ kind: z.literal('angle'), from: z.array(z.string()), convention: z.enum(polarisationConventions) }),
  z.object({ kind: z.literal('fraction'), from: z.array(z.string()) }),
  z.object({ kind: z.literal('bit'), from: z.array(z.string()), bit: z.number().int() }),
])

/**
 * One column of a map, or one plane of an image, with its statistics. Values in `unit`. The columns that are stored in
 * the file come first, then the derived ones.
 */
export const mapColumnSchema = z.object({
  name: z.string(),
  unit: z.string(),
  type: z.string(),
  count: z.number().int().nullable(),
  missing: z.number().int().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  mean: z.number().nullable(),
  /** Stokes parameter of linear polarisation that the column holds. */
  stokes: z.enum(['Q', 'U']).optional(),
  /** For a column that is not stored in the file. */
  derived: derivationSchema.optional(),
  /** Which of a series of energies or frequencies it holds (`Band` of src-shared/sky). */
  band: z
    .object({
      series: z.string(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      centre: z.number().nullable(),
      unit: z.string(),
    })
    .optional(),
  /** In GHz, from the column's name or the header. */
  frequency: z.number().optional(),
  /** HDU of a column that is not in that of the file's first map. */
  hdu: z.number().int().optional(),
  /** For a column of a later table or image of the file: its facts where they differ from the first one's. */
  table: tableFactsSchema.optional(),
})
export type MapColumn = z.infer<typeof mapColumnSchema>

/** A map in the catalog: a HEALPix file, or a file of images with world coordinates. */
export const skyMapSchema = tableFactsSchema.extend({
  id: idSchema,
  name: z.string(),
  path: z.string(),
  /** Bytes on disk. */
  size: z.number().int(),
  /** The frame given when the map was opened, which overrides the header's. */
  coordsysOverride: frameSchema.nullable(),
  /** The sign convention of U given when the map was opened, which overrides the header's. */
  polcconvOverride: z.enum(polarisationConventions).nullable(),
  columns: z.array(mapColumnSchema),
  /** Source of the data according to the header: origin, paper to cite. */
  citation: z.string().nullable(),
  /** Free text of the user. */
  note: z.string(),
  demo: z.boolean(),
  addedAt: instantSchema,
  /** False if the file is no longer there. */
  present: z.boolean(),
})
export type SkyMap = z.infer<typeof skyMapSchema>

/** The facts of a column's table: its own, or else the first one of the file. */
export const tableOf = <M extends Pick<SkyMap, 'grid' | 'columns'>>(map: M, column: number) =>
  map.columns[column]?.table ?? map

/** Address of the sky view's tiles of a map: GET /data/maps/{id}/hips/{column index}/properties and so on. */
export const hipsAddress = (mapId: string, column: number) => `/data/maps/${mapId}/hips/${column}`
/** Address of a coarse map of a column (`coarseNside`), float32, NESTED, in the frame and less the zero of its tiles. */
export const coarseSkyAddress = (mapId: string, column: number) => `/data/maps/${mapId}/coarse/${column}`
/** Address of a picture of a map's first column, PNG: the whole sky, 2:1 Mollweide, or all of an image. */
export const thumbnailAddress = (mapId: string) => `/data/maps/${mapId}/thumbnail.png`

/** Parameters of a gnomonic cut. Width and positions in degrees, Galactic. */
export const cutSchema = z.object({
  lon: z.number().min(-360).max(720),
  lat: z.number().min(-90).max(90),
  size: z.number().int().min(8).max(4096),
  width: z.number().gt(0).max(60),
})

/** Several channels of a polarised map, instead of one column. */
export const patchChannelsSchema = z.enum(['QU', 'IQU'])
export type PatchChannels = z.infer<typeof patchChannelsSchema>

/** A unit of sky brightness to convert to, instead of the map's, and the map's frequency in GHz where it is needed. */
export const conversionSchema = z.object({
  unit: z.enum(skyUnits).optional(),
  frequency: z.number().min(1e-3).max(1e6).optional(),
})
export type UnitConversion = z.infer<typeof conversionSchema>

/** Power spectrum of a patch, or its cross-spectrum with the same patch of another column or map. */
export const patchSpectrumSchema = cutSchema.extend({
  ...conversionSchema.shape,
  id: idSchema,
  column: z.number().int(),
  cross: z
    .object({ id: idSchema, column: z.number().int(), frequency: conversionSchema.shape.frequency })
    .nullable()
    .default(null),
  recipe: spectrumRecipeSchema,
})
export type PatchSpectrumParams = z.infer<typeof patchSpectrumSchema>

/** Band powers of a patch, in `unit` squared times steradian. */
const patchSpectrumResultSchema = z.object({
  /** Middle of each band, and its edges: `low` <= l < `high`. */
  ell: z.array(z.number()),
  low: z.array(z.number()),
  high: z.array(z.number()),
  power: z.array(z.number()),
  unit: z.string(),
  /** Unit of the other map, if it is another: powers are in the product of the two. */
  secondUnit: z.string().nullable(),
  /** Pixels without data in either map, which were masked with a taper around them. */
  missing: z.number().int(),
})
export type PatchSpectrum = z.infer<typeof patchSpectrumResultSchema>

export const mapMethods = {
  'maps.list': method({ params: nothingSchema, result: z.array(skyMapSchema) }),
  'maps.get': method({ params: oneSchema, result: skyMapSchema }),
  /**
   * Reads the header, registers the map, and computes the statistics of its columns; refuses what is not a map.
   * `coordsys` and `polcconv` set the frame and the sign of U if the header gives none or a wrong one.
   */
  'maps.open': method({
    params: z.object({
      path: pathSchema,
      coordsys: frameSchema.optional(),
      polcconv: z.enum(polarisationConventions).optional(),
    }),
    result: skyMapSchema,
    progress: z.object({ fraction: z.number() }),
  }),
  'maps.rename': method({ params: z.object({ id: idSchema, name: nameSchema }), result: skyMapSchema }),
  'maps.note': method({
    params: z.object({ id: idSchema, note: noteSchema }),
    result: skyMapSchema,
  }),
  /** Removes the map from the catalog; the file stays. Refused while there are datasets cut from it. */
  'maps.remove': method({ params: oneSchema, result: nothingSchema }),
  /** The value of the map at a position (bilinear), for the cursor read-out; null where the map has no data. */
  'maps.value': method({
    params: z.object({ id: idSchema, column: z.number().int(), lon: z.number(), lat: z.number().min(-90).max(90) }),
    result: z.object({
      value: z.number().nullable(),
      unit: z.string(),
      /** The pixel of a HEALPix map under the position (`PixelNumbers`). */
      pixel: z
        .object({
          nside: z.number().int(),
          ordering: z.enum(['RING', 'NESTED']),
          ring: z.number().int(),
          nested: z.number().int().nullable(),
        })
        .optional(),
    }),
  }),
  /** Writes a view of the map as a FITS image with its WCS, in the map's unit, and registers it as an export. */
  'maps.image': method({
    params: viewImageSchema.extend({ id: idSchema, column: z.number().int() }),
    result: z.object({ path: z.string() }),
  }),
  /** Writes one cut of the map to a file (.npy, .fits, .png) and registers it as an export. */
  'maps.patch': method({
    params: cutSchema.extend({
      ...conversionSchema.shape,
      id: idSchema,
      column: z.number().int(),
      channels: patchChannelsSchema.optional(),
      format: z.enum(['fits', 'npy', 'png']),
    }),
    result: z.object({ path: z.string() }),
  }),
  /** Measures a patch's flat-sky spectrum; takes about a second for 256 px. */
  'maps.spectrum': method({
    params: patchSpectrumSchema,
    result: patchSpectrumResultSchema,
  }),
}

export const mapEvents = { 'maps.changed': changeEvent(skyMapSchema) }

/**
 * Address of one cut as float32 rows (row 0 south, column 0 east), map units, NaN where missing; of several channels,
 * one picture after the other.
 */
export const cutAddress = (
  mapId: string,
  column: number,
  cut: z.infer<typeof cutSchema>,
  channels: PatchChannels | null = null,
) =>
  `/data/maps/${mapId}/cut/${column}?lon=${cut.lon}&lat=${cut.lat}&size=${cut.size}&width=${cut.width}${channels ? `&channels=${channels}` : ''}`
