import type { ByteSource } from './byte-source.ts'
import { valueTypes, type ColumnForm } from './column-form.ts'
import { decodeValues } from './decode-values.ts'
import { refuseTruncation, type FitsHdu } from './hdu.ts'

const pieceBytes = 4 << 20

/** The values of the wanted columns, in the order of the wish, that a piece of the table holds. */
export type PieceVisitor = (column: number, values: Float32Array | Float64Array) => void

export interface ScanOptions {
  signal?: AbortSignal
  /** arrays for whole columns: plain single precision is read straight into them, which saves copying it */
  targets?: (Float32Array | undefined)[]
  /** told the part done, 0 to 1, after every piece */
  onProgress?: (fraction: number) => void
}

/**
 * Reads columns of a table (or an image, as a table of one row) once from front to back, some megabytes at a time.
 * Every column's values arrive in their order; of one piece, the columns arrive in the order of `forms`. The arrays
 * are used again for the next piece.
 * @throws FitsError if the data end too early; the signal's reason when aborted
 */
export async function scanTable(
  source: ByteSource,
  hdu: FitsHdu,
  shape: { rowBytes: number; rows: number },
  forms: ColumnForm[],
  visit: PieceVisitor,
  options: ScanOptions = {},
): Promise<void> {
  const { rowBytes, rows } = shape
  const only = forms.length === 1 ? forms[0] : null
  // A column that fills its rows is one long run of values.
  if (only && only.repeat * valueTypes[only.code].bytes === rowBytes) {
    await scanRuns(source, hdu, rowBytes * rows, 1, [{ ...only, repeat: only.repeat * rows }], visit, options)
  } else if (rowBytes > pieceBytes) {
    await scanRuns(source, hdu, rowBytes, rows, forms, visit, options)
  } else await scanRows(source, hdu, shape, forms, visit, options)
}

/** Reads rows that are short against a piece: as many as fit, then every column out of them. */
async function scanRows(
  source: ByteSource,
  hdu: FitsHdu,
  { rowBytes, rows }: { rowBytes: number; rows: number },
  forms: ColumnForm[],
  visit: PieceVisitor,
  options: ScanOptions,
): Promise<void> {
  const rowsAtOnce = Math.min(rows, Math.max(1, Math.floor(pieceBytes / rowBytes)))
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

/** Reads rows that are long against a piece: column after column, in pieces of its elements. */
async function scanRuns(
  source: ByteSource,
  hdu: FitsHdu,
  rowBytes: number,
  rows: number,
  forms: ColumnForm[],
  visit: PieceVisitor,
  options: ScanOptions,
): Promise<void> {
  const buffer = Buffer.from(new ArrayBuffer(pieceBytes))
  const view = new DataView(buffer.buffer)
  const singles = new Float32Array(buffer.buffer)
  const longest = Math.max(
    0,
    ...forms.filter((form) => !isPlainFloat(form)).map((form) => pieceBytes / valueTypes[form.code].bytes),
  )
  const values = new Float64Array(longest)
  const total = rows * forms.reduce((sum, form) => sum + form.repeat, 0)
  let done = 0
  for (let row = 0; row < rows; row++) {
    for (const [column, form] of forms.entries()) {
      const step = valueTypes[form.code].bytes
      const atOnce = pieceBytes / step
      for (let from = 0; from < form.repeat; from += atOnce) {
        options.signal?.throwIfAborted()
        const count = Math.min(atOnce, form.repeat - from)
        const position = row * rowBytes + form.offset + from * step
        const target = options.targets?.[column]?.subarray(row * form.repeat + from, row * form.repeat + from + count)
        if (isPlainFloat(form)) {
          const place = target ?? singles.subarray(0, count)
          const bytes = Buffer.from(place.buffer, place.byteOffset, place.byteLength)
          await readExactly(source, hdu, bytes, position)
          if (isLittleEndian) bytes.swap32()
          visit(column, place)
        } else {
          await readExactly(source, hdu, buffer.subarray(0, count * step), position)
          decodeValues({ view, rowBytes: 0, rows: 1 }, { ...form, offset: 0, repeat: count }, values)
          visit(column, values.subarray(0, count))
        }
        done += count
        options.onProgress?.(done / total)
      }
    }
  }
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

function isPlainFloat(form: ColumnForm): boolean {
  return form.code === 'E' && form.scale === 1 && form.zero === 0 && form.exponentBase === null
}

async function readExactly(source: ByteSource, hdu: FitsHdu, target: Uint8Array, offset: number): Promise<void> {
  const found = await source.read(target, hdu.dataStart + offset)
  if (found < target.length) refuseTruncation(source.file, hdu, hdu.dataStart + offset + found)
}
