import type { Derivation } from '../../../src-shared/sky/derivation.ts'
import { readMapColumn } from '../../sky/fits/map-column.ts'
import { gridOf } from '../../sky/fits/grid-of.ts'
import type { MapHeader } from '../../sky/fits/map-header.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { MapGrid } from '../../../src-shared/sky/grid.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'

/** A column of a map in memory, ready for cutting. */
export interface LoadedColumn {
  header: MapHeader
  name: string
  unit: string
  grid: MapGrid
  /** How it is computed; null for a column that is stored in the file. */
  derivation: Derivation | null
  /** Minimum; null if all values are missing, and for angles. */
  min: number | null
  /** Frame given by the user, overriding the header, or null. */
  coordsysOverride: Frame | null
  /**
   * Values in memory shared with worker threads, NaN where missing, of a HEALPix map in RING order; float64 if float32
   * would lose precision. Galactic is assumed if neither the file nor the user gives a frame.
   */
  map: SkyField
}

export interface LoadOptions {
  /** Frame of the map, overriding its header. */
  coordsys?: Frame
  signal?: AbortSignal
  onProgress?: (fraction: number) => void
}

/**
 * Reads one column of a map, or one plane of an image; a derived column is computed pixel by pixel.
 * @param column its name, or its number as in `map info`, from 1; the first if undefined
 * @throws FitsError as `readMapColumn`
 */
export async function loadColumn(
  path: string,
  column: string | undefined,
  options: LoadOptions = {},
): Promise<LoadedColumn> {
  const read = await readMapColumn(path, column, { ...options, ordering: 'RING', shared: true })
  return {
    header: read.header,
    name: read.column.name,
    unit: read.column.unit ?? '',
    grid: gridOf(read.header),
    derivation: read.derivation,
    min: read.statistics.min,
    coordsysOverride: options.coordsys ?? null,
    map: fieldOf(read),
  }
}

function fieldOf({ header, values }: Awaited<ReturnType<typeof readMapColumn>>): SkyField {
  const frame = header.coordsys ?? 'G'
  if (header.kind === 'healpix') return { nside: header.nside, ordering: 'RING', frame, values }
  const { width, height, wcs } = header
  return { width, height, frame, wcs, values }
}
