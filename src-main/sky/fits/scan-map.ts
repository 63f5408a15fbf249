import type { ByteSource } from './byte-source.ts'
import { gatherStatistics, type ColumnStatistics, type StatisticsGatherer } from './column-statistics.ts'
import { scanTiles } from './compressed/scan-tiles.ts'
import { requirePadding } from './image.ts'
import type { HealpixHeader, MapHeader, StoredColumn } from './map-header.ts'
import { collectPixels } from './pixel-numbers.ts'
import { isReordered, placeOfPixel, putValuesInto, type TargetOptions } from './put-values.ts'
import { rowsArriveWhole, scanTable, type ScanOptions, type ScanTarget } from './scan-table.ts'

export interface MapScanOptions extends ScanOptions, TargetOptions {
  /** called with the values of all columns in some rows, missing ones NaN, if they arrive together (`rowsArriveWhole`) */
  onRows?: (values: readonly ScanTarget[]) => void
  /** called with the pixel numbers of an explicit map; the arrays for its values then get those of the rows, in order */
  onPixels?: (numbers: Uint32Array) => void
}

/**
 * Statistics of columns of a map in one pass, and their values if an array of all pixels is given for them.
 * @throws FitsError
 */
export async function scanColumns(
  source: ByteSource,
  header: MapHeader,
  columns: StoredColumn[],
  targets: (ScanTarget | undefined)[] = [],
  options: MapScanOptions = {},
): Promise<ColumnStatistics[]> {
  const gatherers = columns.map(() => gatherStatistics(header.badValue))
  if (columns[0].hdu.kind === 'compressed image') {
    for (const hdu of new Set(columns.map((column) => column.hdu))) {
      const places = columns.flatMap((column, i) => (column.hdu === hdu ? [i] : []))
      await scanTiles(
        source,
        hdu,
        places.map((i) => {
          const target = targets[i]
          const put = target && putValuesInto(target, header, options)
          return { form: columns[i].form, put, gatherer: gatherers[i] }
        }),
        options,
      )
    }
  } else if (header.kind === 'image') {
    await scanImplicit(source, header, columns, targets, gatherers, options)
    await requirePadding(source, columns[0].hdu)
  } else if (header.pixels) await scanExplicit(source, header, columns, targets, gatherers, options)
  else if (columns[0].hdu.kind === 'table') await scanImplicit(source, header, columns, targets, gatherers, options)
  else {
    const { onRows: _, ...others } = options
    for (const [i, column] of columns.entries())
      await scanImplicit(source, header, [column], [targets[i]], [gatherers[i]], others)
  }
  return gatherers.map((gatherer) => gatherer.result())
}

/** Values in pixel order, from the map's first pixel. */
async function scanImplicit(
  source: ByteSource,
  header: MapHeader,
  columns: StoredColumn[],
  targets: (ScanTarget | undefined)[],
  gatherers: StatisticsGatherer[],
  options: MapScanOptions,
): Promise<void> {
  const from = header.kind === 'healpix' ? header.firstPixel : 0
  // Values that stay in their order are read straight into their places.
  const parts = isReordered(header, options) ? [] : targets.map((target) => target?.subarray(from))
  const puts = targets.map((target) => target && putValuesInto(target, header, options))
  const at = columns.map(() => 0)
  const tell = whenTogether(columns.length, header.shape, options)
  await scanTable(
    source,
    columns[0].hdu,
    header.shape,
    columns.map(({ form }) => form),
    (column, values) => {
      gatherers[column].add(values)
      tell(column, values)
      if (values.buffer !== parts[column]?.buffer) puts[column]?.(values, from + at[column])
      at[column] += values.length
    },
    { ...options, targets: parts },
  )
}

/** Values at the pixels in the column of pixel numbers. */
async function scanExplicit(
  source: ByteSource,
  header: HealpixHeader,
  columns: StoredColumn[],
  targets: (ScanTarget | undefined)[],
  gatherers: StatisticsGatherer[],
  options: MapScanOptions,
): Promise<void> {
  const pixels = collectPixels(header, columns[0].hdu)
  const placeOf = placeOfPixel(header, options)
  const at = columns.map(() => 0)
  const tell = whenTogether(columns.length, header.shape, options)
  await scanTable(
    source,
    columns[0].hdu,
    header.shape,
    [header.pixels!, ...columns.map(({ form }) => form)],
    (place, values) => {
      if (place === 0) return pixels.add(values)
      const column = place - 1
      gatherers[column].add(values)
      tell(column, values)
      const target = targets[column]
      if (options.onPixels) target?.set(values, at[column])
      else if (target)
        for (let i = 0; i < values.length; i++) target[placeOf(pixels.numbers[at[column] + i])] = values[i]
      at[column] += values.length
    },
    options,
  )
  pixels.end()
  options.onPixels?.(pixels.numbers)
}

/** Passes pieces of columns on once the last column of their rows has arrived. */
function whenTogether(count: number, shape: MapHeader['shape'], { onRows }: MapScanOptions) {
  if (!onRows || !rowsArriveWhole(shape)) return () => {}
  const held: ScanTarget[] = []
  return (column: number, values: ScanTarget) => {
    held[column] = values
    if (column === count - 1) onRows(held)
  }
}
