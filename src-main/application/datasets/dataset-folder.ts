import { join } from 'node:path'
import { z } from 'zod'
import {
  datasetChannels,
  patchSchema,
  patchStackSchema,
  refusedPatchesSchema,
  splitCountsSchema,
  standardOf,
  storedRecipeSchema,
  type Patch,
} from '../../../src-preload/contract/datasets.ts'
import { frameSchema } from '../../../src-preload/contract/maps.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { patchesShape, type Channel } from '../../../src-shared/sky/channels.ts'
import { polarisationConventions } from '../../../src-shared/sky/polarisation.ts'
import type { CsvTable } from '../../../src-shared/text/csv.ts'
import { readCsv } from '../../files/csv.ts'
import { readNpyHeader, readNpyRows } from '../../files/npy.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'

const mapFileSchema = z.object({
  path: z.string(),
  column: z.string(),
  unit: z.string(),
  /** If that is not the map's: the map's, and the frequency in GHz at which values were converted. */
  conversion: z.object({ from: z.string(), frequency: z.number().nullable() }).optional(),
  coordsys: frameSchema.nullable(),
  /** The frame given when the patches were cut, overriding the map's header. */
  coordsysOverride: frameSchema.optional(),
  /** The sign convention of U given when the patches were cut. */
  polcconvOverride: z.enum(polarisationConventions).optional(),
  citation: z.string().nullable(),
})

/** The map that patches were cut from: HEALPix, or an image with world coordinates. */
const mapSchema = z.union([
  mapFileSchema.extend({ nside: z.number().int(), ordering: z.enum(['RING', 'NESTED']) }),
  mapFileSchema.extend({ width: z.number().int(), height: z.number().int(), projection: z.string() }),
])

const stackSchema = patchStackSchema.extend({
  /** NumPy type and shape of its array. */
  type: z.string(),
  shape: z.array(z.number().int()),
  unit: z.string(),
  /** Rows of the stack that gave no patch, ascending. */
  leftOut: z.array(z.number().int()),
})

const pixelCountsSchema = z.object({ patches: z.number().int(), pixels: z.number().int() })

/** dataset.json: the origin of the patches and how they were made. They come from a map or from a stack. */
export const datasetRecordSchema = z.object({
  format: z.literal('cirrus-dataset-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  /** The name that an imported dataset was given. */
  name: z.string().optional(),
  map: mapSchema.nullable().default(null),
  stack: stackSchema.nullable().default(null),
  recipe: storedRecipeSchema,
  count: z.number().int(),
  splits: splitCountsSchema,
  /** Fraction of the test patches' area that lies inside training patches; null without positions. */
  overlap: z.number().nullable(),
  /** Grid positions, or rows of the stack, without a patch, by reason. */
  refused: refusedPatchesSchema,
  /** Patches with missing pixels that were filled or kept, and the number of these pixels; null if they are left out. */
  holes: pixelCountsSchema.nullable().default(null),
  /** Patches with clipped pixels, and the number of these pixels; null if none are clipped. */
  clipped: pixelCountsSchema.nullable().default(null),
  /** SHA-256 of the values in patches.npy: its bytes after the header. */
  fingerprint: z.string(),
})
export type DatasetRecord = z.infer<typeof datasetRecordSchema>

export const datasetFiles = (folder: string) => ({
  record: join(folder, 'dataset.json'),
  patches: join(folder, 'patches.npy'),
  table: join(folder, 'patches.csv'),
  /** uint8 [count, size, size], 1 = good; absent if all pixels are. */
  masks: join(folder, 'masks.npy'),
  /** float32 as the patches, standard deviations of their noise in the unit of the standardised values; absent if not known. */
  noise: join(folder, 'noise.npy'),
})

/**
 * The table of patches.csv: with several channels, each has its mean and standard deviation, as mean_Q and std_Q.
 * `rotation` is a column only where patches are rotated.
 */
export function patchTable(patches: readonly Patch[], channels: readonly Channel[]): CsvTable {
  const rotated = patches.some(({ rotation }) => rotation)
  return {
    columns: ['index', 'lon', 'lat', ...standardColumns(channels).flat(), 'split', ...(rotated ? ['rotation'] : [])],
    rows: patches.map((patch) => {
      const standards = channels.map((_, c) => standardOf(patch, c))
      const numbers = standards.flatMap(({ mean, std }) => [mean, std])
      const turn = rotated ? [patch.rotation ?? 0] : []
      return [patch.index, patch.lon, patch.lat, ...numbers, patch.split, ...turn]
    }),
  }
}

/** The columns of each channel's mean and standard deviation. */
export const standardColumns = (channels: readonly Channel[]): [mean: string, std: string][] =>
  channels.length === 1
    ? [['mean', 'std']]
    : channels.map((channel) => [`mean_${channel}`, `std_${channel}`] satisfies [string, string])

/** dataset.json is written last: a folder that has one holds a complete dataset. */
export const writeDatasetRecord = (folder: string, record: DatasetRecord) =>
  writeRecord(datasetFiles(folder).record, record)

/**
 * A dataset's description and its table of patches.
 * @throws CirrusError refused, FileFormatError: the file and what is wrong with it
 */
export async function readDataset(folder: string): Promise<{ record: DatasetRecord; patches: Patch[] }> {
  const files = datasetFiles(folder)
  const record = await readRecord(files.record, datasetRecordSchema, {
    absent: refused(
      folder,
      'dataset.json',
      'this folder holds no dataset; create one with cirrus dataset create or import',
    ),
    remedy: '; create the dataset again',
  })
  const { columns, rows } = await readCsv(files.table)
  const channels = datasetChannels(record.recipe)
  const patches = rows.map((row, index) => {
    const place = `line ${index + 2}`
    const cells = Object.fromEntries(columns.map((column, at) => [column, row[at]]))
    const [first, ...others] = standardColumns(channels).map(([mean, std]) => ({ mean: cells[mean], std: cells[std] }))
    const patch = patchSchema.safeParse({ ...cells, ...first, others })
    if (!patch.success)
      throw refused(files.table, place, `${patch.error.issues[0].path}: ${patch.error.issues[0].message}`)
    if (patch.data.index !== index)
      throw refused(files.table, place, `found patch ${patch.data.index}, expected ${index}; sort the rows by index`)
    return patch.data
  })
  const { shape } = await readNpyHeader(files.patches)
  const { size } = record.recipe
  if (shape.join() !== patchesShape(patches.length, size, channels.length).join()) {
    const several = channels.length === 1 ? '' : ` and the channels ${channels.join(', ')}`
    throw refused(
      files.patches,
      'shape',
      `[${shape.join(', ')}] does not fit ${patches.length} patches of ${size} px in patches.csv${several}`,
    )
  }
  return { record, patches }
}

/** Standardised values of the given patches, float32 [count, size, size], or [count, size, size, channels]. */
export async function readPatches(folder: string, from: number, count: number): Promise<Float32Array> {
  const { data } = await readNpyRows(datasetFiles(folder).patches, from, count)
  return data as Float32Array
}
