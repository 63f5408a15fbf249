import type { Derivation } from '../../../src-shared/sky/derivation.ts'
import type { PixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { allocatePixels } from './allocate-pixels.ts'
import type { ByteSource } from './byte-source.ts'
import { chooseAnyColumn } from './choose-column.ts'
import { needsDouble } from './column-form.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import { withByteSource } from './fits-file.ts'
import type { HeaderOptions, MapHeader, StoredColumn } from './map-header.ts'
import { readDerived } from './read-derived.ts'
import { isFewPixels, readSparse, type ColumnOptions } from './read-sparse.ts'
import { scanColumns } from './scan-map.ts'

/** A column of a map in memory. */
export interface MapColumn {
  header: MapHeader
  column: { name: string; unit: string | null; type: string }
  /** how it is computed; null for a column that is stored in the file */
  derivation: Derivation | null
  /**
   * 12 nside^2 values in the map's own ordering or the one asked for, or those of an image row by row; missing ones are
   * NaN. With a list of pixels, the values of those. Double precision if the column is stored so, or if single
   * precision would lose digits (`needsDouble`)
   */
  values: Float32Array | Float64Array
  /** the pixels of a partial map of few pixels, if they are asked for (`sparse`), in the ordering of the values */
  list: PixelList | null
  statistics: ColumnStatistics
}

/**
 * Reads one column of a map, stored or derived, with its statistics.
 * @param column its name, compared without case and without blanks at its ends, or its position as in `map info`, from
 * 1; by default the first column of the first map
 * @throws FitsError if the file is refused, has no such column, or one that does not fit the memory; the signal's reason
 * when aborted
 */
export async function readMapColumn(
  path: string,
  column?: string,
  options: ColumnOptions & HeaderOptions = {},
): Promise<MapColumn> {
  return withByteSource(path, async (source) => {
    const chosen = await chooseAnyColumn(source, column, options)
    if (!('sources' in chosen)) return readChosen(source, chosen, options)
    const { derivation, sources } = chosen
    return { header: sources[0].header, column: chosen, derivation, ...(await readDerived(source, chosen, options)) }
  })
}

async function readChosen(
  source: ByteSource,
  chosen: { header: MapHeader; column: StoredColumn },
  options: ColumnOptions,
): Promise<MapColumn> {
  const { header, column } = chosen
  const place = `HDU ${column.hdu.index}, column ${column.name}`
  if (options.sparse && isFewPixels(header)) {
    const { values, list, statistics } = await readSparse(source, header, [column], place, options)
    return { ...chosen, derivation: null, values: values[0], list, statistics: statistics[0] }
  }
  const values = allocatePixels(header, place, needsDouble(column.form), options)
  const [statistics] = await scanColumns(source, header, [column], [values], options)
  return { ...chosen, derivation: null, values, list: null, statistics }
}
