import { derive } from '../../../src-shared/sky/derivation.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import type { PixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { allocatePixels } from './allocate-pixels.ts'
import type { MemoryOptions } from './allocate-values.ts'
import type { ByteSource } from './byte-source.ts'
import { needsDouble } from './column-form.ts'
import { gatherStatistics, type ColumnStatistics } from './column-statistics.ts'
import type { DerivedMapColumn } from './derived-columns.ts'
import { statisticsOf } from './derived-statistics.ts'
import type { MapHeader } from './map-header.ts'
import type { TargetOptions } from './put-values.ts'
import { isFewPixels, readSparse, type ColumnOptions } from './read-sparse.ts'
import { scanColumns } from './scan-map.ts'
import type { ScanOptions, ScanTarget } from './scan-table.ts'

/**
 * Computes a derived column from the stored ones, read in one pass where they are in one table.
 * @returns the values of all pixels, in the ordering of its sources or the one asked for; NaN where one of them is missing.
 * With a list of pixels, those of its pixels
 * @throws FitsError as when reading stored columns
 */
export async function readDerived(
  source: ByteSource,
  column: DerivedMapColumn,
  options: ColumnOptions = {},
): Promise<{ values: MapValues; list: PixelList | null; statistics: ColumnStatistics }> {
  const { derivation } = column
  const { parts, list } = await readSources(source, column, options)
  const values = derive(derivation, parts, parts[0])
  const gatherer = gatherStatistics(null)
  gatherer.add(values)
  return { values, list, statistics: statisticsOf(derivation, gatherer.result()) }
}

async function readSources(source: ByteSource, column: DerivedMapColumn, options: ColumnOptions) {
  const { sources } = column
  const [{ header }] = sources
  const isOneTable = sources.every((one) => one.header === header)
  if (!options.sparse || !isOneTable || !isFewPixels(header))
    return { parts: await readParts(source, column, options), list: null }
  const columns = sources.map((one) => one.column)
  const { values, list } = await readSparse(source, header, columns, `column ${column.name}`, options)
  return { parts: values, list }
}

/** The values of the columns that a derived one is computed from. @throws FitsError as when reading stored columns */
export async function readParts(
  source: ByteSource,
  { name, sources }: DerivedMapColumn,
  options: ScanOptions & MemoryOptions & TargetOptions,
): Promise<MapValues[]> {
  const double = sources.some(({ column }) => needsDouble(column.form))
  const parts = sources.map(({ header }) => allocatePixels(header, `column ${name}`, double, options))
  for (const [header, targets] of byHeader(sources, parts)) {
    const columns = sources.filter((one) => one.header === header).map(({ column }) => column)
    await scanColumns(source, header, columns, targets, options)
  }
  return parts
}

function byHeader(sources: DerivedMapColumn['sources'], parts: ScanTarget[]): Map<MapHeader, ScanTarget[]> {
  const found = new Map<MapHeader, ScanTarget[]>()
  sources.forEach(({ header }, i) => found.set(header, [...(found.get(header) ?? []), parts[i]]))
  return found
}
