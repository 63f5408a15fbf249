import type { FileHandle } from 'node:fs/promises'
import { npixOf, orderOf, type Frame, type MapValues, type Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { readFully, writeFileAtomically, writeFully } from '../../files/atomic.ts'
import { unseen } from './column-statistics.ts'
import { blockLength } from './hdu.ts'
import { formatMapHeaders, type MapField } from './map-table-header.ts'
import type { WrittenCard } from './write.ts'
import { pixelsInRow } from './write-table.ts'

/** Fills `target` with the values number `first`, `first + 1`, ... of a column; NaN where a value is missing. */
export type FillValues = (target: Float64Array, first: number) => void

/** A column of a map to write. */
export interface WrittenColumn {
  /** TTYPE */
  name: string
  /** TUNIT; the card is left out if empty */
  unit: string
  type: 'float32' | 'float64'
  /**
   * One value for each pixel of the map, NaN where it is missing; or a function, called when the column's turn comes,
   * so that one column at a time is in memory
   */
  values: MapValues | (() => Promise<FillValues>)
}

/** A HEALPix map to write. */
export interface WrittenMap {
  nside: number
  ordering: Ordering
  /** null if it is not known */
  coordsys: Frame | null
  /** the pixels of a partial map, in ascending order; all 12 nside^2 if left out */
  pixels?: Uint32Array
  columns: readonly WrittenColumn[]
  cards: readonly WrittenCard[]
  /** lines for HISTORY cards: where the values come from */
  history: readonly string[]
}

export interface WriteMapOptions {
  signal?: AbortSignal
  /** called after every piece with the number of the column, from 0, and the fraction of it that is written */
  onProgress?: (column: number, fraction: number) => void
}

const pieceBytes = 1 << 20
const bytesOf = { float32: 4, float64: 8 }

/**
 * Writes a HEALPix map as a FITS file, atomically, as healpy.write_map does: a binary table with 1024 pixels in each
 * row; of a partial map, one pixel with its number (column PIXEL). Missing values are written as UNSEEN.
 * @throws RangeError for arrays that do not fit the map; the signal's reason when aborted
 */
export async function writeHealpixMap(path: string, map: WrittenMap, options: WriteMapOptions = {}): Promise<void> {
  requireFit(map)
  const { nside, pixels, columns } = map
  const repeat = pixels ? 1 : pixelsInRow(nside)
  const rows = (pixels?.length ?? npixOf(nside)) / repeat
  const places = columns.reduce((at, { type }) => [...at, at.at(-1)! + repeat * bytesOf[type]], [pixels ? 4 : 0])
  const rowBytes = places.at(-1)!
  const indexing = pixels ? 'explicit' : 'implicit'
  const headers = formatMapHeaders({ ...map, indexing, rowBytes, rows, fields: fieldsOf(map, repeat) })
  await writeFileAtomically(path, async (file) => {
    await writeFully(file, headers)
    await file.truncate(headers.length + Math.ceil((rowBytes * rows) / blockLength) * blockLength)
    const table = { file, start: headers.length, rowBytes, rows }
    if (pixels) {
      const fill: FillValues = (target, first) => target.set(pixels.subarray(first, first + target.length))
      await writeField(table, { at: 0, type: 'int32', repeat, fill }, () => options.signal?.throwIfAborted())
    }
    for (const [n, { type, values }] of columns.entries()) {
      const fill = typeof values === 'function' ? await values() : fillFrom(values)
      await writeField(table, { at: places[n], type, repeat, fill }, (fraction) => {
        options.onProgress?.(n, fraction)
        options.signal?.throwIfAborted()
      })
    }
  })
}

const fillFrom =
  (values: MapValues): FillValues =>
  (target, first) =>
    target.set(values.subarray(first, first + target.length))

const fieldsOf = ({ pixels, columns }: WrittenMap, repeat: number): MapField[] => [
  ...(pixels ? [{ name: 'PIXEL', cards: [{ keyword: 'TFORM', value: 'J', comment: 'pixel number, from 0' }] }] : []),
  ...columns.map(({ name, unit, type }) => ({
    name,
    cards: [
      { keyword: 'TFORM', value: `${repeat === 1 ? '' : repeat}${type === 'float32' ? 'E' : 'D'}`, comment: type },
      ...(unit === '' ? [] : [{ keyword: 'TUNIT', value: unit }]),
    ],
  })),
]

/** The table in the file: where its data start. */
interface Table {
  file: FileHandle
  start: number
  rowBytes: number
  rows: number
}

/** Columns interleave in a row: each is put between those already written, some megabytes of rows at a time. */
async function writeField(
  { file, start, rowBytes, rows }: Table,
  { at, type, repeat, fill }: { at: number; type: WrittenColumn['type'] | 'int32'; repeat: number; fill: FillValues },
  onPiece: (fraction: number) => void,
): Promise<void> {
  const rowsAtOnce = Math.max(1, Math.floor(pieceBytes / rowBytes))
  const bytes = Buffer.alloc(Math.min(rowsAtOnce, rows) * rowBytes)
  const values = new Float64Array(Math.min(rowsAtOnce, rows) * repeat)
  const whole = rowBytes === repeat * (type === 'float64' ? 8 : 4)
  for (let row = 0; row < rows; row += rowsAtOnce) {
    const here = Math.min(rowsAtOnce, rows - row)
    const piece = bytes.subarray(0, here * rowBytes)
    const position = start + row * rowBytes
    if (!whole) await readFully(file, piece, position)
    const filled = values.subarray(0, here * repeat)
    fill(filled, row * repeat)
    encode(filled, type, new DataView(piece.buffer, piece.byteOffset), { at, rowBytes, repeat })
    await writeFully(file, piece, position)
    onPiece((row + here) / rows)
  }
}

function encode(
  values: Float64Array,
  type: WrittenColumn['type'] | 'int32',
  view: DataView,
  { at, rowBytes, repeat }: { at: number; rowBytes: number; repeat: number },
): void {
  for (let i = 0, row = 0; i < values.length; row++) {
    let place = row * rowBytes + at
    for (const end = i + repeat; i < end; i++) {
      const value = Number.isNaN(values[i]) ? unseen : values[i]
      if (type === 'float32') view.setFloat32(place, value)
      else if (type === 'float64') view.setFloat64(place, value)
      else view.setInt32(place, value)
      place += type === 'float64' ? 8 : 4
    }
  }
}

function requireFit({ nside, ordering, pixels, columns }: WrittenMap): void {
  const npix = npixOf(nside)
  if (columns.length === 0) throw new RangeError('a map needs a column')
  if (ordering === 'NESTED' && orderOf(nside) < 0) throw new RangeError(`nside ${nside} has no NESTED order`)
  const count = pixels?.length ?? npix
  for (const { name, values } of columns) {
    if (typeof values !== 'function' && values.length !== count)
      throw new RangeError(`column ${name}: ${values.length} values for ${count} pixels`)
  }
  if (!pixels) return
  if (pixels.length === 0) throw new RangeError('a partial map needs a pixel')
  if (pixels.at(-1)! >= npix || pixels.some((pixel, i) => i > 0 && pixel <= pixels[i - 1]))
    throw new RangeError(`the pixels of a partial map are ascending numbers below ${npix}`)
}
