import { describe, expect, it } from 'vitest'
import { openByteSource } from '../../../src-main/sky/fits/open-byte-source.ts'
import { needsDouble, typeOf, type ColumnForm, type ValueCode } from '../../../src-main/sky/fits/column-form.ts'
import { decodeValues } from '../../../src-main/sky/fits/decode-values.ts'
import { walkHdus, type FitsHdu } from '../../../src-main/sky/fits/hdu.ts'
import { scanTable } from '../../../src-main/sky/fits/scan-table.ts'
import { bigEndian, emptyPrimary, makeFolder, tableBytes } from './make-fits.ts'

const file = makeFolder()
const form = (code: ValueCode, more: Partial<ColumnForm> = {}): ColumnForm => ({
  code,
  repeat: 1,
  offset: 0,
  bit: 0,
  scale: 1,
  zero: 0,
  nullValue: null,
  exponentBase: null,
  ...more,
})
const decode = (bytes: Uint8Array, of: ColumnForm, rowBytes = 0, rows = 1) => {
  const target = new Float64Array(rows * of.repeat)
  decodeValues({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), rowBytes, rows }, of, target)
  return [...target]
}

describe('stored values', () => {
  it('of logicals are 1, 0, and NaN if undefined', () => {
    expect(decode(Buffer.from('TFT\0x'), form('L', { repeat: 5 }))).toEqual([1, 0, 1, NaN, NaN])
  })

  it('of bits start with the highest bit of the byte', () => {
    const bytes = Buffer.from([0b1010_0000, 0b0000_0001])
    expect(decode(bytes, form('X', { repeat: 16 }))).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    expect(decode(bytes, form('X', { bit: 2, repeat: 1 }), 1, 2)).toEqual([1, 0])
    expect(decode(bytes, form('X', { bit: 7, repeat: 1 }), 1, 2)).toEqual([0, 1])
  })

  it('of unsigned 64-bit integers are exact up to 2^53, and missing at TNULL', () => {
    const stored = [-(2n ** 63n), -(2n ** 63n) + 1n, -(2n ** 63n) + 2n ** 53n - 1n, 0n, 2n ** 63n - 1n]
    const unsigned = form('K', { repeat: 5, zero: 2 ** 63 })
    expect(decode(bigEndian('K', stored), unsigned)).toEqual([0, 1, 2 ** 53 - 1, 2 ** 63, 2 ** 64])
    expect(decode(bigEndian('K', stored), { ...unsigned, nullValue: 0 })).toEqual([0, 1, 2 ** 53 - 1, NaN, 2 ** 64])
  })

  it('are checked for UNSEEN before scaling, only in floats', () => {
    const unseen = -1.6375e30
    expect(decode(bigEndian('E', [unseen, 4]), form('E', { repeat: 2, scale: 0.5, zero: 1 }))).toEqual([NaN, 3])
    expect(decode(bigEndian('D', [unseen, 3]), form('D', { repeat: 2, exponentBase: 10 }))).toEqual([NaN, 1000])
    expect(decode(bigEndian('I', [7, 8]), form('I', { repeat: 2, scale: 2, nullValue: 7 }))).toEqual([NaN, 16])
  })
})

describe('the type of a column', () => {
  it.each([
    ['B', -128, 'int8'],
    ['I', 2 ** 15, 'uint16'],
    ['J', 2 ** 31, 'uint32'],
    ['K', 2 ** 63, 'uint64'],
    ['I', 0, 'int16'],
    ['I', 2 ** 31, 'int16'],
    ['E', 2 ** 15, 'float32'],
    ['L', 0, 'bool'],
    ['X', 0, 'bit'],
  ] as const)('%s with TZERO = %d is %s', (code, zero, type) => {
    expect(typeOf(form(code, { zero }))).toBe(type)
    expect(typeOf(form(code, { zero, scale: 2 }))).not.toMatch(/^(int8|uint(16|32|64))$/)
  })

  it.each([
    ['a double', form('D'), true],
    ['a single', form('E'), false],
    ['a single with an offset', form('E', { zero: 2.725 }), true],
    ['16 bits', form('I', { scale: 1e-3, zero: 5 }), false],
    ['16 bits with an offset of many steps', form('I', { scale: 1e-7, zero: 2.725 }), true],
    ['a logarithm', form('I', { scale: 1e-7, zero: 2.725, exponentBase: 10 }), false],
    ['32 bits', form('J'), true],
    ['a bit', form('X'), false],
  ])('needs double precision or not: %s', (_, of, double) => {
    expect(needsDouble(of)).toBe(double)
  })
})

describe('columns of long rows', () => {
  /** One row of 5 million bits, 1.2 million doubles and as many singles: more than the 4 MiB of a piece each. */
  it('of bits, doubles and singles are read piece by piece, floats directly into their arrays', async () => {
    const bits = 5_000_000
    const count = 1_200_000
    const data = Buffer.alloc(bits / 8 + 12 * count)
    for (let i = 0; i < bits; i += 7) data[i >> 3] |= 0x80 >> (i & 7)
    for (let i = 0; i < count; i++) {
      data.writeDoubleBE(i + 0.1, bits / 8 + 8 * i)
      data.writeFloatBE(i, bits / 8 + 8 * count + 4 * i)
    }
    const lines = ['TFIELDS = 3', `TFORM1  = '${bits}X'`, `TFORM2  = '${count}D'`, `TFORM3  = '${count}E'`]
    const path = file('long.fits', Buffer.concat([emptyPrimary, tableBytes(data.length, 1, lines, data)]))
    const source = await openByteSource(path)
    const hdus: FitsHdu[] = []
    for await (const hdu of walkHdus(source)) hdus.push(hdu)
    const doubles = new Float64Array(count)
    const singles = new Float32Array(count)
    const forms = [
      form('X', { repeat: bits }),
      form('D', { repeat: count, offset: bits / 8 }),
      form('E', { repeat: count, offset: bits / 8 + 8 * count }),
    ]
    let ones = 0
    let at = 0
    await scanTable(
      source,
      hdus[1],
      { rowBytes: data.length, rows: 1 },
      forms,
      (column, values) => {
        if (column !== 0) return expect(values.buffer).toBe(column === 1 ? doubles.buffer : singles.buffer)
        for (const [i, bit] of values.entries()) if (bit === 1 && (at + i) % 7 === 0) ones++
        at += values.length
      },
      { targets: [undefined, doubles, singles] },
    )
    await source.close()
    expect([at, ones]).toEqual([bits, Math.ceil(bits / 7)])
    expect(doubles.every((value, i) => value === i + 0.1)).toBe(true)
    expect(singles.every((value, i) => value === i)).toBe(true)
  })
})
