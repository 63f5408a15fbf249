import { isUnsigned64, valueTypes, type ColumnForm } from './column-form.ts'
import { isUnseen } from './column-statistics.ts'

/** Whole rows at the start of a buffer: bytes per row, and number of rows. */
export interface RowRun {
  view: DataView
  rowBytes: number
  rows: number
}

/**
 * Decodes one column of a run of rows into `target` (rows * repeat values, row by row): big-endian, scaled, NaN for
 * TNULL, for an undefined logical, and for UNSEEN that was stored in a scaled column. 64-bit integers beyond 2^53 are
 * rounded.
 */
export function decodeValues(run: RowRun, form: ColumnForm, target: Float64Array): void {
  decodeStored(run, form, target)
  scaleStored(form, target, run.rows * form.repeat)
}

/** Converts the first `count` stored numbers of `target` to values, as `decodeValues` does. */
export function scaleStored(form: ColumnForm, target: Float64Array, count = target.length): void {
  const { code, scale, nullValue, exponentBase } = form
  const zero = isUnsigned64(form) ? 0 : form.zero
  const nullRead = nullValue !== null && isUnsigned64(form) ? nullValue + form.zero : nullValue
  if (scale !== 1 || zero !== 0 || exponentBase !== null) {
    const mayBeUnseen = code === 'E' || code === 'D'
    for (let i = 0; i < count; i++) {
      const stored = target[i]
      target[i] = stored === nullRead || (mayBeUnseen && isUnseen(stored)) ? NaN : zero + scale * stored
    }
  } else if (nullRead !== null) {
    for (let i = 0; i < count; i++) if (target[i] === nullRead) target[i] = NaN
  }
  if (exponentBase !== null) for (let i = 0; i < count; i++) target[i] = exponentBase ** target[i]
}

/**
 * Decodes the stored numbers of one column of a run of rows into `target`, without scaling them. There is one loop per
 * type: with the type check inside the loop, V8 does not compile the reads to single instructions.
 */
export function decodeStored({ view, rowBytes, rows }: RowRun, form: ColumnForm, target: Float64Array): void {
  const { code, repeat, offset, bit } = form
  const step = valueTypes[code].bytes
  const unsigned = isUnsigned64(form)
  let i = 0
  for (let row = 0; row < rows; row++) {
    let at = row * rowBytes + offset
    const end = at + repeat * step
    if (code === 'E') for (; at < end; at += 4) target[i++] = view.getFloat32(at)
    else if (code === 'D') for (; at < end; at += 8) target[i++] = view.getFloat64(at)
    else if (code === 'I') for (; at < end; at += 2) target[i++] = view.getInt16(at)
    else if (code === 'J') for (; at < end; at += 4) target[i++] = view.getInt32(at)
    else if (code === 'B') for (; at < end; at++) target[i++] = view.getUint8(at)
    else if (code === 'L') for (; at < end; at++) target[i++] = decodeLogical(view.getUint8(at))
    else if (code === 'X') {
      for (let n = bit; n < bit + repeat; n++) target[i++] = (view.getUint8(at + (n >> 3)) >> (7 - (n & 7))) & 1
    } else if (unsigned) {
      // Flipping the highest bit adds 2^63 before anything is rounded.
      for (; at < end; at += 8)
        target[i++] = ((view.getUint32(at) ^ 0x8000_0000) >>> 0) * 0x1_0000_0000 + view.getUint32(at + 4)
    } else for (; at < end; at += 8) target[i++] = view.getInt32(at) * 0x1_0000_0000 + view.getUint32(at + 4)
  }
}

const decodeLogical = (byte: number): number => (byte === 0x54 ? 1 : byte === 0x46 ? 0 : NaN)
