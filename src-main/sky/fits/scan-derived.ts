import { bitColumn, bitsOf, gatherBits, holdsFlags } from './bit-columns.ts'
import type { ByteSource } from './byte-source.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import { derivedColumns, type DerivedMapColumn } from './derived-columns.ts'
import { gatherDerived } from './derived-statistics.ts'
import type { MapHeader, StoredColumn } from './map-header.ts'
import { readDerived, readParts } from './read-derived.ts'
import { scanColumns } from './scan-map.ts'
import type { ScanOptions, ScanTarget } from './scan-table.ts'

/** A column computed from others, with its statistics. */
export interface DerivedStatistics {
  column: DerivedMapColumn
  statistics: ColumnStatistics
}

/**
 * Statistics of the derived columns of a file: polarisation, then the bits of columns of flags. Those of one table are
 * gathered while its columns are scanned, the others read again.
 */
export function scanDerived(source: ByteSource, options: ScanOptions) {
  const known = new Map<string, ColumnStatistics>()
  const headers: MapHeader[] = []
  const bits: DerivedStatistics[] = []
  return {
    /** Scans the stored columns of the next map of the file. @throws FitsError */
    async scan(header: MapHeader): Promise<ColumnStatistics[]> {
      const derived = derivedColumns([header])
      const gatherer = gatherDerived(header.columns, derived)
      const flags = header.columns.flatMap((column, place) =>
        holdsFlags(column) ? [{ column, place, gatherer: gatherBits() }] : [],
      )
      let isTogether = false
      const onRows = (values: readonly ScanTarget[]) => {
        isTogether = true
        gatherer.add(values)
        for (const { place, gatherer } of flags) gatherer.add(values[place])
      }
      const statistics = await scanColumns(source, header, header.columns, [], { ...options, onRows })
      headers.push(header)
      if (isTogether) gatherer.result().forEach((found, i) => known.set(keyOf(derived[i]), found))
      for (const { column, place, gatherer } of flags) {
        if (!isTogether) gatherer.add(await valuesOf(header, column))
        gatherer
          .result(statistics[place], bitsOf(column))
          .forEach((statistics, bit) => bits.push({ column: bitColumn({ header, column }, bit), statistics }))
      }
      return statistics
    },

    /** The derived columns, once all maps of the file are scanned. @throws FitsError */
    async result(): Promise<DerivedStatistics[]> {
      const found: DerivedStatistics[] = []
      for (const column of derivedColumns(headers)) {
        const statistics = known.get(keyOf(column)) ?? (await readDerived(source, column, options)).statistics
        found.push({ column, statistics })
      }
      return [...found, ...bits]
    },
  }

  async function valuesOf(header: MapHeader, column: StoredColumn): Promise<ScanTarget> {
    const [values] = await readParts(source, bitColumn({ header, column }, 0), options)
    return values
  }
}

const keyOf = ({ derivation }: DerivedMapColumn) => JSON.stringify(derivation)
