import { allocateValues, type MemoryOptions } from './allocate-values.ts'
import type { ByteSource } from './byte-source.ts'
import { chooseColumn, requireHealpix } from './choose-column.ts'
import { needsDouble } from './column-form.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import { withByteSource } from './fits-file.ts'
import type { HeaderOptions, HealpixHeader, MapHeader, StoredColumn } from './map-header.ts'
import { scanColumns } from './scan-map.ts'
import type { ScanOptions } from './scan-table.ts'

/** A column of a map in memory. */
export interface MapValuesOf<Header extends MapHeader> {
  header: Header
  column: StoredColumn
  /**
   * 12 nside^2 values in the map's own ordering, or those of an image row by row; missing ones are NaN. Double precision if the column is stored so, or
   * if single precision would lose digits (`needsDouble`)
   */
  values: Float32Array | Float64Array
  statistics: ColumnStatistics
}

/**
 * Reads one column of a map, with its statistics.
 * @param column its name, compared without case and without blanks at its ends, or its position as in `map info`, from
 * 1; by default the first column of the first map
 * @throws FitsError if the file is refused, has no such column, or one that does not fit the memory; the signal's reason
 * when aborted
 */
export async function readMapColumn(
  path: string,
  column?: string,
  options: ColumnOptions = {},
): Promise<MapValuesOf<MapHeader>> {
  return withByteSource(path, async (source) =>
    readChosen(source, await chooseColumn(source, column, options), options),
  )
}

/** The same of a HEALPix map. @throws FitsError as `readMapColumn`, and for an image */
export async function readHealpixColumn(
  path: string,
  column?: string,
  options: ColumnOptions = {},
): Promise<MapValuesOf<HealpixHeader>> {
  return withByteSource(path, async (source) =>
    readChosen(source, requireHealpix(await chooseColumn(source, column, options)), options),
  )
}

type ColumnOptions = ScanOptions & HeaderOptions & MemoryOptions

async function readChosen<Header extends MapHeader>(
  source: ByteSource,
  chosen: { header: Header; column: StoredColumn },
  options: ColumnOptions,
): Promise<MapValuesOf<Header>> {
  const { header, column } = chosen
  const isImage = header.kind === 'image'
  const values = allocateValues(
    source.file,
    `HDU ${column.hdu.index}, column ${column.name}`,
    {
      count: isImage ? header.width * header.height : 12 * header.nside * header.nside,
      double: needsDouble(column.form),
    },
    isImage
      ? 'bin the image to fewer pixels first, for instance with reproject'
      : 'degrade the map first, for instance with healpy.ud_grade',
    options,
  )
  if (!isImage && !header.full) values.fill(NaN)
  const [statistics] = await scanColumns(source, header, [column], [values], options)
  return { ...chosen, values, statistics }
}
