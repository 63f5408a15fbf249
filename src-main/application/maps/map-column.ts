import { readHealpixColumn } from '../../sky/fits/healpix-column.ts'
import type { HealpixHeader } from '../../sky/fits/healpix-header.ts'
import type { Frame, HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { sharedLike } from '../../sky/patches/cut-patches.ts'

/** A column of a map in memory, ready for cutting. */
export interface LoadedColumn {
  header: HealpixHeader
  name: string
  unit: string
  /** Minimum; null if all values are missing. */
  min: number | null
  /** Frame given by the user, overriding the header, or null. */
  coordsysOverride: Frame | null
  /**
   * RING values in memory shared with worker threads, NaN where missing; float64 if float32 would lose precision.
   * Galactic is assumed if neither the file nor the user gives a frame.
   */
  map: HealpixMap
}

/**
 * Reads one column of a HEALPix map.
 * @param column its name, or its number as in `map info`, from 1; the first if undefined
 * @throws FitsError as `readHealpixColumn`
 */
export async function loadColumn(
  path: string,
  column: string | undefined,
  options: { coordsys?: Frame; signal?: AbortSignal; onProgress?: (fraction: number) => void } = {},
): Promise<LoadedColumn> {
  const read = await readHealpixColumn(path, column, options)
  const { nside, ordering, coordsys } = read.header
  const values = reorder(read.values, ordering, 'RING', sharedLike(read.values))
  return {
    header: read.header,
    name: read.column.name,
    unit: read.column.unit ?? '',
    min: read.statistics.min,
    coordsysOverride: options.coordsys ?? null,
    map: { nside, ordering: 'RING', frame: coordsys ?? 'G', values },
  }
}
