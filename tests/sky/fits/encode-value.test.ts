import { describe, expect, it } from 'vitest'
import type { ColumnForm, ValueCode } from '../../../src-main/sky/fits/column-form.ts'
import { decodeValues } from '../../../src-main/sky/fits/decode-values.ts'
import { encodeValue, isEncodable } from '../../../src-main/sky/fits/encode-value.ts'

const form = (code: ValueCode, changes: Partial<ColumnForm> = {}): ColumnForm => ({
  ...{ code, repeat: 1, offset: 0, bit: 0, scale: 1, zero: 0, nullValue: null, exponentBase: null },
  ...changes,
})

/** What is read of a value that was written; whether the column could hold it. */
function roundTrip(value: number, of: ColumnForm): [number, boolean] {
  const view = new DataView(new ArrayBuffer(8))
  const fits = encodeValue(value, of, view)
  const read = new Float64Array(1)
  decodeValues({ view, rowBytes: 8, rows: 1 }, of, read)
  return [read[0], fits]
}

describe('a value as a column stores it', () => {
  it('is itself in floating point', () => {
    expect(roundTrip(Math.PI, form('D'))).toEqual([Math.PI, true])
    expect(roundTrip(Math.PI, form('E'))).toEqual([Math.fround(Math.PI), true])
    expect(roundTrip(1e39, form('E'))).toEqual([Infinity, true])
  })

  it('is the nearest step of integers', () => {
    expect(roundTrip(6.4, form('B'))).toEqual([6, true])
    expect(roundTrip(-7.26, form('I', { scale: 0.1, zero: 2 }))[0]).toBeCloseTo(-7.3, 10)
    expect(roundTrip(1234567.8, form('J'))).toEqual([1234568, true])
    expect(roundTrip(40000, form('I', { zero: 2 ** 15 }))).toEqual([40000, true])
  })

  it('is a logarithm where the column says so', () => {
    const log = form('I', { scale: 7e-5, zero: 2.1, exponentBase: 10, nullValue: -32768 })
    const [value, fits] = roundTrip(3.7, log)
    expect(fits).toBe(true)
    expect(Math.abs(value / 3.7 - 1)).toBeLessThan((7e-5 / 2) * Math.LN10 * 1.01)
  })

  it('is limited to what the column holds, and is never its marker of missing values', () => {
    expect(roundTrip(300, form('B'))).toEqual([255, false])
    expect(roundTrip(-40000, form('I', { nullValue: -32768 }))).toEqual([-32767, false])
    expect(roundTrip(-32768, form('I', { nullValue: -32768 }))).toEqual([-32767, false])
    expect(roundTrip(9, form('J', { nullValue: 9 }))).toEqual([10, true])
  })

  it('can’t be a logical, a bit or a long integer', () => {
    const can = (['L', 'X', 'K', 'B', 'I', 'J', 'E', 'D'] as const).filter((code) => isEncodable(form(code)))
    expect(can).toEqual(['B', 'I', 'J', 'E', 'D'])
  })
})
