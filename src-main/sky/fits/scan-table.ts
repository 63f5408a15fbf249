import type { ByteSource } from './byte-source.ts'
import { valueTypes, type ColumnForm } from './column-form.ts'
import { decodeValues } from './decode-values.ts'
import { refuseTruncation, type FitsHdu } from './hdu.ts'

const pieceBytes = 4 << 20

/** Called with a piece of one column's values, and the column's index among those requested. */
export type PieceVisitor = (column: number, values: ScanTarget) => void

export type ScanTarget = Float32Array | Float64Array

export interface ScanOptions {
  signal?: AbortSignal
  /** called with the fraction done, 0 to 1, after every piece */
  onProgress?: (fraction: number) => void
}

interface TargetOptions extends ScanOptions {
  /** arrays for whole columns: unscaled floats of their precision are read straight into them, not copied */
  targets?: (ScanTarget | undefined)[]
}

/** Whether all columns of some rows arrive before the next rows, as in any table but one of very long rows. */
export const rowsArriveWhole = ({ rowBytes }: { rowBytes: number }): boolean => rowBytes <= pieceBytes

/**
 * Reads columns of a table (or an image, as a table of one row) once from front to back, some megabytes at a time. The
 * values of a column arrive in row order; within a piece, columns arrive in the order of `forms`. The arrays are reused
 * for the next piece.
 * @throws FitsError if the data end too early; the signal's reason when aborted
 */
export async function scanTable(
  source: ByteSource,
  hdu: FitsHdu,
  shape: { rowBytes: number; rows: number },
  forms: ColumnForm[],
  visit: PieceVisitor,
  options: TargetOptions = {},
): Promise<void> {
  const { rowBytes, rows } = shape
  const only = forms.length === 1 ? forms[0] : null
  // A column that fills its rows is one contiguous run of values.
  if (only && only.code !== 'X' && only.repeat * valueTypes[only.code].bytes === rowBytes) {
    await scanRuns(source, hdu, rowBytes * rows, 1, [{ ...only, repeat: only.repeat * rows }], visit, options)
  } else if (!rowsArriveWhole(shape)) {
    await scanRuns(source, hdu, rowBytes, rows, forms, visit, options)
  } else await scanRows(source, hdu, shape, forms, visit, options)
}

/** Reads rows much shorter than a piece: as many rows as fit, then each of their columns. */
async function scanRows(
  source: ByteSource,
  hdu: FitsHdu,
  { rowBytes, rows }: { rowBytes: number; rows: number },
  forms: ColumnForm[],
  visit: PieceVisitor,
  options: TargetOptions,
): Promise<void> {
  // A byte of bits is eight values.
  const valuesInRow = forms.reduce((sum, { repeat }) => sum + repeat, 0)
  const rowsAtOnce = Math.min(rows, Math.max(1, Math.floor(pieceBytes / Math.max(rowBytes, valuesInRow))))
  const bytes = new Uint8Array(rowsAtOnce * rowBytes)
  const view = new DataView(bytes.buffer)
  const values = forms.map((form) => new Float64Array(rowsAtOnce * form.repeat))
  for (let row = 0; row < rows; row += rowsAtOnce) {
    options.signal?.throwIfAborted()
    const here = Math.min(rowsAtOnce, rows - row)
    await readExactly(source, hdu, bytes.subarray(0, here * rowBytes), row * rowBytes)
    forms.forEach((form, column) => {
      decodeValues({ view, rowBytes, rows: here }, form, values[column])
      visit(column, values[column].subarray(0, here * form.repeat))
    })
    options.onProgress?.((row + here) / rows)
  }
}

/** Reads rows longer than a piece: column by column, in pieces. */
async function scanRuns(
  source: ByteSource,
  hdu: FitsHdu,
  rowBytes: number,
  rows: number,
  forms: ColumnForm[],
  visit: PieceVisitor,
  options: TargetOptions,
): Promise<void> {
  const buffer = Buffer.from(new ArrayBuffer(pieceBytes))
  const view = new DataView(buffer.buffer)
  const floats = { E: new Float32Array(buffer.buffer), D: new Float64Array(buffer.buffer) }
  const longest = Math.max(
    0,
    ...forms.filter((form) => !isPlainFloat(form)).map((form) => pieceBytes / valueTypes[form.code].bytes),
  )
  const values = new Float64Array(longest)
  const total = rows * forms.reduce((sum, form) => sum + form.repeat, 0)
  let done = 0
  for (let row = 0; row < rows; row++) {
    for (const [column, form] of forms.entries()) {
      const atOnce = pieceBytes / valueTypes[form.code].bytes
      for (let from = 0; from < form.repeat; from += atOnce) {
        options.signal?.throwIfAborted()
        const count = Math.min(atOnce, form.repeat - from)
        const piece = pieceOf(form, from, count)
        const position = row * rowBytes + piece.at
        if (isPlainFloat(form)) {
          const begin = row * form.repeat + from
          const target = options.targets?.[column]
          const own = floats[form.code].subarray(0, count)
          const place =
            target?.BYTES_PER_ELEMENT === own.BYTES_PER_ELEMENT ? target.subarray(begin, begin + count) : own
          const bytes = Buffer.from(place.buffer, place.byteOffset, place.byteLength)
          await readExactly(source, hdu, bytes, position)
          if (isLittleEndian) swapBytes(bytes, form.code)
          visit(column, place)
        } else {
          await readExactly(source, hdu, buffer.subarray(0, piece.bytes), position)
          decodeValues({ view, rowBytes: 0, rows: 1 }, piece.form, values)
          visit(column, values.subarray(0, count))
        }
        done += count
        options.onProgress?.(done / total)
      }
    }
  }
}

/** Where elements of a row are stored: first byte, number of bytes, and their form within these bytes. */
function pieceOf(form: ColumnForm, from: number, count: number) {
  const step = valueTypes[form.code].bytes
  if (form.code !== 'X') {
    const alone = { ...form, offset: 0, repeat: count }
    return { at: form.offset + from * step, bytes: count * step, form: alone }
  }
  const first = form.bit + from
  const bit = first & 7
  const alone = { ...form, offset: 0, bit, repeat: count }
  return { at: form.offset + (first >> 3), bytes: Math.ceil((bit + count) / 8), form: alone }
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

const isPlainFloat = (form: ColumnForm): form is ColumnForm & { code: 'E' | 'D' } =>
  (form.code === 'E' || form.code === 'D') && form.scale === 1 && form.zero === 0 && form.exponentBase === null

const swapBytes = (bytes: Buffer, code: 'E' | 'D') => (code === 'E' ? bytes.swap32() : bytes.swap64())

async function readExactly(source: ByteSource, hdu: FitsHdu, target: Uint8Array, offset: number): Promise<void> {
  const found = await source.read(target, hdu.dataStart + offset)
  if (found < target.length) refuseTruncation(source.file, hdu, hdu.dataStart + offset + found)
}
