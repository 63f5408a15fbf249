import { derive } from '../../../src-shared/sky/derivation.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { allocatePixels } from './allocate-pixels.ts'
import type { MemoryOptions } from './allocate-values.ts'
import type { ByteSource } from './byte-source.ts'
import { needsDouble } from './column-form.ts'
import { gatherStatistics, type ColumnStatistics } from './column-statistics.ts'
import type { DerivedMapColumn } from './derived-columns.ts'
import { statisticsOf } from './derived-statistics.ts'
import type { MapHeader } from './map-header.ts'
import type { TargetOptions } from './put-values.ts'
import { scanColumns } from './scan-map.ts'
import type { ScanOptions, ScanTarget } from './scan-table.ts'

/**
 * Computes a derived column from the stored ones, read in one pass where they are in one table.
 * @returns the values of all pixels, in the ordering of its sources or the one asked for; NaN where one of them is missing
 * @throws FitsError as when reading stored columns
 */
export async function readDerived(
  source: ByteSource,
  column: DerivedMapColumn,
  options: ScanOptions & MemoryOptions & TargetOptions = {},
): Promise<{ values: MapValues; statistics: ColumnStatistics }> {
  const { derivation } = column
  const parts = await readParts(source, column, options)
  const values = derive(derivation, parts, parts[0])
  const gatherer = gatherStatistics(null)
  gatherer.add(values)
  return { values, statistics: statisticsOf(derivation, gatherer.result()) }
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
