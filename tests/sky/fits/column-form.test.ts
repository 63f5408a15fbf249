import { describe, expect, it } from 'vitest'
import {
  imageForm,
  isInteger,
  isUnsigned64,
  needsDouble,
  typeOf,
  valueTypes,
  type ColumnForm,
  type ValueCode,
} from '../../../src-main/sky/fits/column-form.ts'
import type { FitsHdu } from '../../../src-main/sky/fits/hdu.ts'
import { parseHeader } from '../../../src-main/sky/fits/header.ts'

const form = (code: ValueCode, changes: Partial<ColumnForm> = {}): ColumnForm => ({
  ...{ code, repeat: 1, offset: 0, bit: 0, scale: 1, zero: 0, nullValue: null, exponentBase: null },
  ...changes,
})

describe('the type of a column', () => {
  it('is that of its letter', () => {
    const types = (Object.keys(valueTypes) as ValueCode[]).map((code) => typeOf(form(code)))
    expect(types).toEqual(['bool', 'bit', 'uint8', 'int16', 'int32', 'int64', 'float32', 'float64'])
  })

  it('is that of the other sign with the offset that FITS has for it, unscaled', () => {
    expect(typeOf(form('B', { zero: -128 }))).toBe('int8')
    expect(typeOf(form('I', { zero: 32768 }))).toBe('uint16')
    expect(typeOf(form('J', { zero: 2 ** 31 }))).toBe('uint32')
    expect(typeOf(form('K', { zero: 2 ** 63 }))).toBe('uint64')
    expect(typeOf(form('I', { zero: 32768, scale: 2 }))).toBe('int16')
    expect(typeOf(form('I', { zero: 32767 }))).toBe('int16')
  })

  it('is of integers for bytes and longer ones, not for bits and logicals', () => {
    expect((Object.keys(valueTypes) as ValueCode[]).filter(isInteger)).toEqual(['B', 'I', 'J', 'K'])
    expect(isUnsigned64(form('K', { zero: 2 ** 63 }))).toBe(true)
    expect(isUnsigned64(form('K', { zero: 2 ** 63, scale: 2 }))).toBe(false)
    expect(isUnsigned64(form('J', { zero: 2 ** 63 }))).toBe(false)
  })
})

describe('single precision', () => {
  it('holds floats, short integers, and short integers in steps that are not small beside their offset', () => {
    for (const one of [form('E'), form('B'), form('I'), form('L'), form('I', { scale: 0.01, zero: 273.15 })])
      expect(needsDouble(one)).toBe(false)
  })

  it('would lose digits of doubles, long integers, scaled floats and small steps from a large offset', () => {
    const lossy = [form('D'), form('J'), form('K'), form('E', { scale: 2 }), form('E', { zero: 1 })]
    for (const one of [...lossy, form('I', { scale: 1e-3, zero: 2e4 })]) expect(needsDouble(one)).toBe(true)
  })

  it('holds powers of a base, as those of the demo map', () => {
    expect(needsDouble(form('I', { scale: 1e-4, zero: 3, exponentBase: 10 }))).toBe(false)
  })
})

describe('the pixels of an image', () => {
  const hduOf = (axes: number[], ...cards: string[]) =>
    ({ kind: 'image', axes, header: parseHeader(cards.map((card) => card.padEnd(80))) }) as unknown as FitsHdu

  it('are one row of a table, scaled, with a blank for integers only', () => {
    const cards = ['BSCALE  = 0.5', 'BZERO   = 10', 'BLANK   = -32768']
    expect(imageForm(hduOf([4, 3, 2], 'BITPIX  = 16', ...cards))).toEqual(
      form('I', { repeat: 24, scale: 0.5, zero: 10, nullValue: -32768 }),
    )
    expect(imageForm(hduOf([4, 3], 'BITPIX  = -32', ...cards))).toMatchObject({ code: 'E', nullValue: null })
  })

  it('have the type of BITPIX', () => {
    const codes = [8, 16, 32, 64, -32, -64].map((bitpix) => imageForm(hduOf([1], `BITPIX  = ${bitpix}`)).code)
    expect(codes).toEqual(['B', 'I', 'J', 'K', 'E', 'D'])
  })
})
