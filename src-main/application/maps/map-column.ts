import type { Derivation } from '../../../src-shared/sky/derivation.ts'
import { readMapColumn } from '../../sky/fits/map-column.ts'
import { gridOf } from '../../sky/fits/grid-of.ts'
import type { HeaderOptions, MapHeader } from '../../sky/fits/map-header.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { MapGrid } from '../../../src-shared/sky/grid.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { PolarisationConvention } from '../../../src-shared/sky/polarisation.ts'
import { convertingFactor, type Conversion } from './converting-factor.ts'

/** A column of a map in memory, ready for cutting. */
export interface LoadedColumn {
  header: MapHeader
  name: string
  unit: string
  grid: MapGrid
  /** The map's unit, if the values were converted from it. */
  convertedFrom?: string
  /** How it is computed; null for a column that is stored in the file. */
  derivation: Derivation | null
  /** Minimum; null if all values are missing, and for angles. */
  min: number | null
  /** Frame given by the user, overriding the header, or null. */
  coordsysOverride: Frame | null
  /** Sign convention of U given by the user, overriding the header, or null. */
  polcconvOverride: PolarisationConvention | null
  /**
   * Values in memory shared with worker threads, NaN where missing, of a HEALPix map in RING order; float64 if float32
   * would lose precision. A partial map of less than a quarter of the sky has values of its own pixels only. Galactic is assumed if neither the file nor the user gives a frame.
   */
  map: SkyField
}

export interface LoadOptions extends HeaderOptions {
  signal?: AbortSignal
  onProgress?: (fraction: number) => void
}

/**
 * Reads one column of a map, or one plane of an image; a derived column is computed pixel by pixel.
 * @param column its name, or its number as in `map info`, from 1; the first if undefined
 * @param options with a `unit`, values are converted to it
 * @throws FitsError as `readMapColumn`; CirrusError refused for a unit that can't be converted
 */
export async function loadColumn(
  path: string,
  column: string | undefined,
  options: LoadOptions & Conversion = {},
): Promise<LoadedColumn> {
  const read = await readMapColumn(path, column, { ...options, ordering: 'RING', shared: true, sparse: true })
  const { name, unit: own } = read.column
  const { factor, unit } = convertingFactor(options, path, `unit of column ${name}`, own ?? '')
  const { min } = read.statistics
  if (factor !== 1) for (let i = 0; i < read.values.length; i++) read.values[i] *= factor
  return {
    header: read.header,
    ...{ name, unit, ...(unit !== (own ?? '') && { convertedFrom: own ?? '' }) },
    grid: gridOf(read.header),
    derivation: read.derivation,
    min: min === null ? null : min * factor,
    coordsysOverride: options.coordsys ?? null,
    polcconvOverride: options.polcconv ?? null,
    map: fieldOf(read),
  }
}

function fieldOf({ header, values, list }: Awaited<ReturnType<typeof readMapColumn>>): SkyField {
  const frame = header.coordsys ?? 'G'
  if (header.kind === 'healpix') {
    const map = { nside: header.nside, ordering: 'RING', frame, values } as const
    return list ? { ...map, list } : map
  }
  const { width, height, wcs } = header
  return { width, height, frame, wcs, values }
}
