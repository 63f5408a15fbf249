import { npixOf, type MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { isAscending, pixelList, type PixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { valuesInOrder } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { allocateValues, type MemoryOptions } from './allocate-values.ts'
import type { ByteSource } from './byte-source.ts'
import { needsDouble } from './column-form.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import type { HealpixHeader, MapHeader, StoredColumn } from './map-header.ts'
import { isReordered, placeOfPixel, type TargetOptions } from './put-values.ts'
import { scanColumns } from './scan-map.ts'
import type { ScanOptions } from './scan-table.ts'

export interface ColumnOptions extends ScanOptions, MemoryOptions, TargetOptions {
  /** whether a partial map of few pixels is read as a list of them, which takes memory as their number */
  sparse?: boolean
}

/** From this share of the sky on, an array of all pixels is as small as one of some with their numbers, and faster. */
const mostOfSky = 1 / 4

/** Whether a map has explicit pixels, and less than a quarter of the sky. */
export const isFewPixels = (header: MapHeader): header is HealpixHeader =>
  header.kind === 'healpix' &&
  header.pixels !== null &&
  header.pixels.repeat * header.shape.rows < mostOfSky * npixOf(header.nside)

/**
 * Reads columns of one explicit map as the values of its pixels, in ascending order of the file's or the asked ordering.
 * @param place where, for a refusal
 * @throws FitsError as `scanColumns` and `allocateValues`
 */
export async function readSparse(
  source: ByteSource,
  header: HealpixHeader,
  columns: StoredColumn[],
  place: string,
  options: ColumnOptions,
): Promise<{ values: MapValues[]; list: PixelList; statistics: ColumnStatistics[] }> {
  const count = header.pixels!.repeat * header.shape.rows
  const double = columns.some(({ form }) => needsDouble(form))
  const remedy = 'degrade the map first, for instance with healpy.ud_grade'
  const values = columns.map(() => allocateValues(header.file, place, { count, double }, remedy, options))
  let numbers = new Uint32Array(0)
  const onPixels = (found: Uint32Array) => (numbers = Uint32Array.from(found))
  const statistics = await scanColumns(source, header, columns, values, { ...options, onPixels })
  if (isReordered(header, options)) numbers = numbers.map(placeOfPixel(header, options))
  const list = pixelList(npixOf(header.nside), numbers, options.shared)
  if (!isAscending(numbers)) for (const column of values) valuesInOrder(column.slice(), numbers, list, column)
  return { values, list, statistics }
}
