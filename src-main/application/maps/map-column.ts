import { readHealpixColumn } from '../../sky/fits/healpix-column.ts'
import type { HealpixHeader } from '../../sky/fits/healpix-header.ts'
import type { Frame, HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { inUserLanguage } from '../host/user-errors.ts'

/** A column of a map in memory, ready for cutting. */
export interface LoadedColumn {
  header: HealpixHeader
  name: string
  unit: string
  /** RING values in memory that worker threads share, NaN where missing. Galactic is assumed where the file names no frame. */
  map: HealpixMap
}

/** What the header says of where the data come from (REFERENC, ORIGIN), or null. */
export function citationOf(header: HealpixHeader): string | null {
  const cards = header.columns[0].hdu.header
  return cards.text('REFERENC') ?? cards.text('ORIGIN') ?? null
}

/**
 * Reads one column of a HEALPix map.
 * @param column its name, or its number from 1; the first one if undefined
 * @param options.coordsys the frame of the map, whatever its cards say
 * @throws CirrusError refused, with the file, the place and the reason
 */
export async function loadColumn(
  path: string,
  column: string | undefined,
  options: { coordsys?: Frame; signal?: AbortSignal; onProgress?: (fraction: number) => void } = {},
): Promise<LoadedColumn> {
  return inUserLanguage(async () => {
    const read = await readHealpixColumn(path, column, options)
    const { nside, ordering, coordsys } = read.header
    const values = new Float32Array(new SharedArrayBuffer(4 * read.values.length))
    reorder(
      read.values instanceof Float32Array ? read.values : Float32Array.from(read.values),
      ordering,
      'RING',
      values,
    )
    return {
      header: read.header,
      name: read.column.name,
      unit: read.column.unit ?? '',
      map: { nside, ordering: 'RING', frame: coordsys ?? 'G', values },
    }
  })
}
