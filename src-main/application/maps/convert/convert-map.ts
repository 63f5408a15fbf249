import { resolve } from 'node:path'
import { npixOf, type PixelValue } from '../../../../src-shared/sky/healpix/map.ts'
import type { PolarisationConvention } from '../../../../src-shared/sky/polarisation.ts'
import { needsDouble } from '../../../sky/fits/column-form.ts'
import type { Coordsys } from '../../../sky/fits/frame-words.ts'
import { writeHealpixMap } from '../../../sky/fits/write-map.ts'
import { requireFreeFile } from '../../host/require-free-file.ts'
import { conversionCards, conversionHistory } from './conversion-cards.ts'
import { columnOpener } from './open-column.ts'
import { pixelsWithValues } from './pixels-with-values.ts'
import type { Conversion, ConversionRequest } from './conversion.ts'
import { planConversion } from './plan-conversion.ts'

export interface ConversionOrder extends ConversionRequest {
  out: string
  /** whether a file that exists is replaced */
  overwrite?: boolean
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
  /** Called before the values are read. */
  onPlan?(conversion: Conversion): void
}

export interface ConvertedMap {
  out: string
  nside: number
  ordering: 'RING' | 'NESTED'
  coordsys: Coordsys
  /** sign convention of U; null without Q and U, or if it is not known */
  polcconv: PolarisationConvention | null
  indexing: 'implicit' | 'explicit'
  columns: { name: string; unit: string; type: 'float32' | 'float64'; missing: number }[]
  steps: string[]
  leftOut: string[]
}

/** Share of a column's progress for reading it. */
const readingShare = 0.2

/**
 * Writes a map in another ordering, nside or frame, column by column, so that one column at a time is in memory (see
 * `regrid`), or Q with its U if they are turned. Partial maps stay partial: a pixel is written if one of the columns has a value there.
 * @throws CirrusError conflict if the output exists; FitsError, CirrusError refused as `planConversion`
 */
export async function convertMap(order: ConversionOrder): Promise<ConvertedMap> {
  const { path, out, signal } = order
  const conversion = await planConversion(order)
  requireFreeFile(out, order.overwrite)
  order.onPlan?.(conversion)
  const { columns, grid, units, partial } = conversion
  const passes = partial ? 2 * columns.length : columns.length
  let pass = -1
  const tell = (share: number) =>
    order.onProgress?.((pass + share) / passes, columns[pass % columns.length].column.name)
  const openColumn = columnOpener(order, conversion)
  const open = (n: number): Promise<PixelValue> => {
    pass++
    return openColumn(n, { signal, onProgress: (share) => tell(readingShare * share) })
  }
  const onPiece = (share: number) => tell(readingShare + (1 - readingShare) * share)

  const found = partial ? await pixelsWithValues(conversion, path, open, onPiece, signal) : undefined
  const pixels = found && columns[0].header.kind === 'image' && found.length === npixOf(grid.nside) ? undefined : found
  const written = columns.map(({ column }, n) => ({
    name: column.name,
    unit: units[n].unit,
    type: needsDouble(column.form) ? ('float64' as const) : ('float32' as const),
    missing: 0,
  }))
  await writeHealpixMap(
    out,
    {
      nside: grid.nside,
      ordering: grid.ordering,
      coordsys: grid.frame,
      pixels,
      columns: written.map((facts, n) => ({
        ...facts,
        values: async () => {
          const valueAt = await open(n)
          return (target, first) => {
            for (let i = 0; i < target.length; i++) {
              target[i] = units[n].factor * valueAt(pixels ? pixels[first + i] : first + i)
              if (Number.isNaN(target[i])) facts.missing++
            }
          }
        },
      })),
      cards: conversionCards(conversion),
      history: conversionHistory(conversion, order),
    },
    { signal, onProgress: (_, share) => onPiece(share) },
  )
  return {
    out: resolve(out),
    nside: grid.nside,
    ordering: grid.ordering,
    coordsys: grid.frame,
    polcconv: conversion.polcconv,
    indexing: pixels ? 'explicit' : 'implicit',
    columns: written,
    steps: conversion.steps,
    leftOut: conversion.leftOut,
  }
}
