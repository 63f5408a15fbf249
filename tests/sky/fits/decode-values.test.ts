import { describe, expect, it } from 'vitest'
import type { ColumnForm } from '../../../src-main/sky/fits/column-form.ts'
import { decodeValues } from '../../../src-main/sky/fits/decode-values.ts'
import { bigEndian } from './make-fits.ts'

const form = (code: ColumnForm['code'], changes: Partial<ColumnForm> = {}): ColumnForm => ({
  ...{ code, repeat: 1, offset: 0, bit: 0, scale: 1, zero: 0, nullValue: null, exponentBase: null },
  ...changes,
})
function decoded(bytes: Uint8Array, rowBytes: number, column: ColumnForm): number[] {
  const rows = bytes.length / rowBytes
  const target = new Float64Array(rows * column.repeat)
  decodeValues({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), rowBytes, rows }, column, target)
  return [...target]
}

describe('values of a column', () => {
  it('are extracted from rows with other columns before and after', () => {
    const rows = bigEndian('I', [9, 1, 2, 9, 9, 3, 4, 9])
    expect(decoded(rows, 8, form('I', { repeat: 2, offset: 2 }))).toEqual([1, 2, 3, 4])
  })

  it('are NaN at TNULL, which is compared before scaling', () => {
    const scaled = form('J', { scale: 0.5, zero: 100, nullValue: -1 })
    expect(decoded(bigEndian('J', [0, -1, 2]), 4, scaled)).toEqual([100, NaN, 101])
    expect(decoded(bigEndian('B', [0, 255]), 1, form('B', { nullValue: 255 }))).toEqual([0, NaN])
  })

  // FITS 4.0, Sec. 5.2.5 and Table 19: an unsigned 64-bit integer is stored minus 2^63.
  it('of unsigned 64-bit integers are exact up to 2^53, their TNULL included', () => {
    const stored = [-(2n ** 63n), -(2n ** 63n) + 2n ** 53n, -(2n ** 63n) + 7n]
    const unsigned = form('K', { zero: 2 ** 63 })
    expect(decoded(bigEndian('K', stored), 8, unsigned)).toEqual([0, 2 ** 53, 7])
    expect(decoded(bigEndian('K', stored), 8, { ...unsigned, nullValue: -(2 ** 63) })).toEqual([NaN, 2 ** 53, 7])
  })

  it('of logicals are 1 for T, 0 for F, and missing for anything else', () => {
    expect(decoded(Buffer.from('TF\0x'), 1, form('L'))).toEqual([1, 0, NaN, NaN])
  })

  it('of bits start at the highest bit, and continue across bytes', () => {
    const bits = Uint8Array.of(0b1010_0001, 0b1000_0000)
    expect(decoded(bits, 2, form('X', { repeat: 9 }))).toEqual([1, 0, 1, 0, 0, 0, 0, 1, 1])
    expect(decoded(bits, 2, form('X', { bit: 7, repeat: 2 }))).toEqual([1, 1])
  })

  it('are powers of the base in TEXPB, after scaling', () => {
    const power = form('I', { scale: 0.5, exponentBase: 10, nullValue: 9 })
    expect(decoded(bigEndian('I', [4, -2, 9]), 2, power)).toEqual([100, expect.closeTo(0.1, 15), NaN])
  })

  it('that are UNSEEN are missing in a scaled column, and are left to the statistics in others', () => {
    const unseen = Math.fround(-1.6375e30)
    expect(decoded(bigEndian('E', [unseen, 2]), 4, form('E', { scale: 2 }))).toEqual([NaN, 4])
    expect(decoded(bigEndian('E', [unseen, 2]), 4, form('E'))).toEqual([unseen, 2])
  })
})
