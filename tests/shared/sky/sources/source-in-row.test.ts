import { describe, expect, it } from 'vitest'
import { sourceColumns } from '../../../../src-shared/sky/sources/source-columns.ts'
import { sourceInRow } from '../../../../src-shared/sky/sources/source-in-row.ts'
import type { CsvValue } from '../../../../src-shared/text/csv.ts'

const read = (table: Record<string, CsvValue>, usual: number | null = null) => {
  const columns = sourceColumns(Object.keys(table).map((name) => ({ name })))
  return sourceInRow(columns, ({ index }) => Object.values(table)[index], usual)
}

describe('a source in a row of a table', () => {
  it('has a Galactic position and a radius in degrees', () => {
    expect(read({ lon: -10, lat: 30, radius_arcmin: 6 })).toEqual({ lon: 350, lat: 30, radius: 0.1 })
  })

  it('is converted to Galactic: the north Galactic pole is at RA 192.8595, Dec 27.1283 (J2000)', () => {
    expect(read({ ra: 192.8595, dec: 27.1283, radius: 1 }).lat).toBeCloseTo(90, 3)
  })

  it('may be written in hours and minutes', () => {
    const crab = read({ ra: '05:34:31.9', dec: '+22:00:52', radius: 1 })
    // The Crab nebula: l 184.557, b -5.784 (SIMBAD).
    expect(crab.lon).toBeCloseTo(184.557, 2)
    expect(crab.lat).toBeCloseTo(-5.784, 2)
  })

  it('gets the usual radius where it has none', () => {
    expect(read({ l: 1, b: 2 }, 0.5).radius).toBe(0.5)
    expect(read({ l: 1, b: 2, radius: null }, 0.5).radius).toBe(0.5)
    expect(read({ l: 1, b: 2, radius: NaN }, 0.5).radius).toBe(0.5)
    expect(read({ l: 1, b: 2, radius: 3 }, 0.5).radius).toBe(3)
  })

  it.each([
    [{ l: 1, b: 2 }, /it has no column radius/],
    [{ l: 1, b: 2, radius: null }, /there is no radius/],
    [{ l: 1, b: 2, radius: 0 }, /0 is no radius/],
    [{ l: 1, b: 2, radius: -1 }, /-1 is no radius/],
    [{ l: 1, b: 2, radius: 91 }, /91 is no radius/],
    [{ l: 1, b: 2, radius: 'large' }, /large is no radius/],
    [{ l: 1, b: 91, radius: 1 }, /91 is no angle from -90 to 90 degrees/],
    [{ l: 'here', b: 1, radius: 1 }, /here is no angle/],
    [{ l: null, b: 1, radius: 1 }, /there is no value/],
    [{ ra: NaN, dec: 1, radius: 1 }, /there is no value/],
    [{ ra: '05:34:99', dec: '+22:00:52', radius: 1 }, /is no position/],
  ] as [Record<string, CsvValue>, RegExp][])('%j is refused', (table, message) => {
    expect(() => read(table)).toThrow(message)
  })

  it('names the column that is wrong', () => {
    expect(() => read({ l: 1, Lat: 'x', radius: 1 })).toThrow(expect.objectContaining({ column: 'Lat' }))
  })
})
