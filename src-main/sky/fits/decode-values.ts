import { valueTypes, type ColumnForm } from './column-form.ts'

/** A run of rows in a buffer: where it begins, how many bytes a row has, and how many rows there are. */
export interface RowRun {
  view: DataView
  rowBytes: number
  rows: number
}

/**
 * Decodes one column of a run of rows into `target` (rows * repeat values, row by row): big-endian, scaled, with NaN
 * for TNULL. Values of 64-bit integers beyond 2^53 are rounded.
 */
export function decodeValues(run: RowRun, form: ColumnForm, target: Float64Array): void {
  decodeStored(run, form, target)
  const { scale, zero, nullValue, exponentBase } = form
  const count = run.rows * form.repeat
  if (scale !== 1 || zero !== 0 || nullValue !== null) {
    for (let i = 0; i < count; i++) target[i] = target[i] === nullValue ? NaN : zero + scale * target[i]
  }
  if (exponentBase !== null) for (let i = 0; i < count; i++) target[i] = exponentBase ** target[i]
}

// One loop a type: with the type inside the loop, V8 does not turn the reads into single instructions.
function decodeStored({ view, rowBytes, rows }: RowRun, form: ColumnForm, target: Float64Array): void {
  const { code, repeat, offset } = form
  const step = valueTypes[code].bytes
  let i = 0
  for (let row = 0; row < rows; row++) {
    let at = row * rowBytes + offset
    const end = at + repeat * step
    if (code === 'E') for (; at < end; at += 4) target[i++] = view.getFloat32(at)
    else if (code === 'D') for (; at < end; at += 8) target[i++] = view.getFloat64(at)
    else if (code === 'I') for (; at < end; at += 2) target[i++] = view.getInt16(at)
    else if (code === 'J') for (; at < end; at += 4) target[i++] = view.getInt32(at)
    else if (code === 'B') for (; at < end; at++) target[i++] = view.getUint8(at)
    else for (; at < end; at += 8) target[i++] = view.getInt32(at) * 0x1_0000_0000 + view.getUint32(at + 4)
  }
}
