import { allocateValues, type MemoryOptions } from './allocate-values.ts'
import { chooseColumn } from './choose-column.ts'
import { needsDouble } from './column-form.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import { withByteSource } from './fits-file.ts'
import type { HeaderOptions, HealpixColumn, HealpixHeader } from './healpix-header.ts'
import { scanColumns } from './scan-map.ts'
import type { ScanOptions } from './scan-table.ts'

/** A column of a map in memory. */
export interface HealpixValues {
  header: HealpixHeader
  column: HealpixColumn
  /**
   * 12 nside^2 values in the map's own ordering; missing ones are NaN. Double precision if the column is stored so, or
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
export async function readHealpixColumn(
  path: string,
  column?: string,
  options: ScanOptions & HeaderOptions & MemoryOptions = {},
): Promise<HealpixValues> {
  return withByteSource(path, async (source) => {
    const chosen = await chooseColumn(source, column, options)
    const { header } = chosen
    const values = allocateValues(
      path,
      `HDU ${chosen.column.hdu.index}, column ${chosen.column.name}`,
      { count: 12 * header.nside * header.nside, double: needsDouble(chosen.column.form) },
      'degrade the map first, for instance with healpy.ud_grade',
      options,
    )
    if (!header.full) values.fill(NaN)
    const [statistics] = await scanColumns(source, header, [chosen.column], [values], options)
    return { ...chosen, values, statistics }
  })
}
