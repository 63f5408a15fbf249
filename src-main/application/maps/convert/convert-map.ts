import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { CirrusError, refused } from '../../../../src-preload/rpc/errors.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { regrid, type PixelValue } from '../../../../src-shared/sky/healpix/regrid.ts'
import { needsDouble } from '../../../sky/fits/column-form.ts'
import { readHealpixColumn } from '../../../sky/fits/map-column.ts'
import type { Coordsys } from '../../../sky/fits/frame-words.ts'
import { writeHealpixMap } from '../../../sky/fits/write-map.ts'
import { conversionCards, conversionHistory } from './conversion-cards.ts'
import { planConversion, type Conversion, type ConversionRequest } from './plan-conversion.ts'

export interface ConversionOrder extends ConversionRequest {
  out: string
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
  indexing: 'implicit' | 'explicit'
  columns: { name: string; unit: string; type: 'float32' | 'float64'; missing: number }[]
  steps: string[]
  leftOut: string[]
}

/** Share of a column's progress for reading it. */
const readingShare = 0.2

/**
 * Writes a map in another ordering, nside or frame, column by column, so that one column at a time is in memory (see
 * `regrid`). Partial maps stay partial: a pixel is written if one of the columns has a value there.
 * @throws CirrusError conflict if the output exists; FitsError, CirrusError refused as `planConversion`
 */
export async function convertMap(order: ConversionOrder): Promise<ConvertedMap> {
  const { path, out, signal } = order
  const conversion = await planConversion(order)
  if (existsSync(out)) throw new CirrusError('conflict', `${out} would be overwritten; choose another file.`)
  order.onPlan?.(conversion)
  const { columns, grid, units, partial } = conversion
  const passes = partial ? 2 * columns.length : columns.length
  let pass = -1
  const tell = (share: number) =>
    order.onProgress?.((pass + share) / passes, columns[pass % columns.length].column.name)
  const open = async ({ column, header }: Conversion['columns'][number]): Promise<PixelValue> => {
    pass++
    const options = { coordsys: order.inputCoordsys, signal, onProgress: (share: number) => tell(readingShare * share) }
    const { values } = await readHealpixColumn(path, column.name, options)
    // Without a change of frame, any frame will do.
    const frame = header.coordsys ?? 'G'
    return regrid({ ...header, frame, values }, { ...grid, frame: grid.frame ?? 'G' })
  }
  const onPiece = (share: number) => tell(readingShare + (1 - readingShare) * share)

  const pixels = partial ? await pixelsWithValues(conversion, path, open, onPiece, signal) : undefined
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
          const valueAt = await open(columns[n])
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
    indexing: partial ? 'explicit' : 'implicit',
    columns: written,
    steps: conversion.steps,
    leftOut: conversion.leftOut,
  }
}

/** Pixels tested before progress is reported. */
const pixelsAtOnce = 1 << 18

/** The pixels of the new grid at which one of the columns has a value. @throws CirrusError refused if there are none */
async function pixelsWithValues(
  { columns, grid }: Conversion,
  path: string,
  open: (column: Conversion['columns'][number]) => Promise<PixelValue>,
  onPiece: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<Uint32Array> {
  const npix = npixOf(grid.nside)
  const present = new Uint8Array(npix)
  let count = 0
  for (const column of columns) {
    const valueAt = await open(column)
    for (let first = 0; first < npix; first += pixelsAtOnce) {
      signal?.throwIfAborted()
      const end = Math.min(first + pixelsAtOnce, npix)
      for (let pixel = first; pixel < end; pixel++) {
        if (present[pixel] === 1 || Number.isNaN(valueAt(pixel))) continue
        present[pixel] = 1
        count++
      }
      onPiece(end / npix)
      await setImmediate()
    }
  }
  if (count === 0) throw refused(path, '', 'no pixel of the new map would have a value; choose another nside or frame')
  const pixels = new Uint32Array(count)
  for (let pixel = 0, i = 0; i < count; pixel++) if (present[pixel] === 1) pixels[i++] = pixel
  return pixels
}
