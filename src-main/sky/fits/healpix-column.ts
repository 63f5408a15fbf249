import type { ByteSource } from './byte-source.ts'
import { gatherStatistics, type ColumnStatistics } from './column-statistics.ts'
import { readCompressedImage } from './compressed-image.ts'
import { FitsError } from './fits-error.ts'
import { withByteSource } from './fits-file.ts'
import { readHealpixHeader, type HealpixColumn, type HealpixHeader } from './healpix-header.ts'
import { scanTable, type ScanOptions } from './scan-table.ts'

/** A column of a map in memory. */
export interface HealpixValues {
  header: HealpixHeader
  column: HealpixColumn
  /** 12 nside^2 values in the map's own ordering; missing ones are NaN */
  values: Float32Array
  statistics: ColumnStatistics
}

/**
 * Reads one column of a map, and sums it up on the way.
 * @param column its name; by default the first
 * @throws FitsError if the file is refused, or has no such column; the signal's reason when aborted
 */
export async function readHealpixColumn(
  path: string,
  column?: string,
  options: ScanOptions = {},
): Promise<HealpixValues> {
  const header = await readHealpixHeader(path)
  const chosen = column === undefined ? header.columns[0] : header.columns.find(({ name }) => name === column)
  if (!chosen) {
    const names = header.columns.map(({ name }) => name).join(', ')
    throw new FitsError(path, `column ${column}`, `there is no such column; choose one of ${names}`)
  }
  const values = new Float32Array(12 * header.nside * header.nside)
  if (header.pixels) values.fill(NaN)
  const [statistics] = await withByteSource(path, (source) => scanColumns(source, header, [chosen], [values], options))
  return { header, column: chosen, values, statistics }
}

/**
 * Statistics of columns, and their values where an array is given for them, in one pass.
 * @throws FitsError
 */
export async function scanColumns(
  source: ByteSource,
  header: HealpixHeader,
  columns: HealpixColumn[],
  targets: (Float32Array | undefined)[] = [],
  options: ScanOptions = {},
): Promise<ColumnStatistics[]> {
  const gatherers = columns.map(() => gatherStatistics(header.badValue))
  if (columns[0].hdu.kind === 'table') {
    await scanTableMap(source, header, columns, targets, gatherers, options)
  } else {
    for (const [i, column] of columns.entries())
      await scanImage(source, header, column, gatherers[i], targets[i], options)
  }
  return gatherers.map((gatherer) => gatherer.result())
}

type Gatherer = ReturnType<typeof gatherStatistics>

async function scanImage(
  source: ByteSource,
  { shape }: HealpixHeader,
  { hdu, form }: HealpixColumn,
  gatherer: Gatherer,
  target: Float32Array | undefined,
  options: ScanOptions,
): Promise<void> {
  if (hdu.kind === 'compressed image') {
    options.signal?.throwIfAborted()
    const values = await readCompressedImage(source, hdu)
    gatherer.add(values)
    target?.set(values)
    return
  }
  let at = 0
  await scanTable(
    source,
    hdu,
    shape,
    [form],
    (_, values) => {
      gatherer.add(values)
      if (values.buffer !== target?.buffer) target?.set(values, at)
      at += values.length
    },
    { ...options, targets: [target] },
  )
}

async function scanTableMap(
  source: ByteSource,
  header: HealpixHeader,
  columns: HealpixColumn[],
  targets: (Float32Array | undefined)[],
  gatherers: Gatherer[],
  options: ScanOptions,
): Promise<void> {
  const { shape, pixels } = header
  const forms = columns.map(({ form }) => form)
  const at = columns.map(() => 0)
  if (!pixels) {
    await scanTable(
      source,
      columns[0].hdu,
      shape,
      forms,
      (column, values) => {
        gatherers[column].add(values)
        const target = targets[column]
        if (values.buffer !== target?.buffer) target?.set(values, at[column])
        at[column] += values.length
      },
      { ...options, targets },
    )
    return
  }
  let numbers = new Float64Array(0)
  let element = 0
  await scanTable(
    source,
    columns[0].hdu,
    shape,
    [pixels, ...forms],
    (column, values) => {
      if (column === 0) {
        numbers = values as Float64Array<ArrayBuffer>
        requirePixels(header, columns[0], numbers, element)
        element += values.length
        return
      }
      gatherers[column - 1].add(values)
      const target = targets[column - 1]
      if (target) for (let i = 0; i < values.length; i++) target[numbers[i]] = values[i]
    },
    options,
  )
}

function requirePixels(header: HealpixHeader, column: HealpixColumn, numbers: Float64Array, first: number): void {
  const count = 12 * header.nside * header.nside
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] >= 0 && numbers[i] < count && Number.isInteger(numbers[i])) continue
    const row = Math.floor((first + i) / header.pixels!.repeat) + 1
    throw new FitsError(
      header.file,
      `HDU ${column.hdu.index}, row ${row}`,
      `pixel ${numbers[i]} is not one of the ${count} of nside ${header.nside}; the map or its NSIDE card is wrong, get it again`,
    )
  }
}
