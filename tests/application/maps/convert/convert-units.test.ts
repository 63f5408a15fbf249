import { describe, expect, it } from 'vitest'
import { convertUnits } from '../../../../src-main/application/maps/convert/convert-units.ts'
import { unitFactor } from '../../../../src-shared/sky/units.ts'

const columns = [
  { column: { name: 'I', unit: 'K_CMB' } },
  { column: { name: 'HITS', unit: null } },
  { column: { name: 'II_COV', unit: 'K_CMB^2' } },
]
const conversion = { unit: 'MJy/sr', frequency: 353 }

describe('the units of converted columns', () => {
  it('are as they were without a unit', () => {
    const { units, steps, leftOut } = convertUnits('a.fits', columns, {}, false)
    expect(units.map(({ factor, unit }) => [factor, unit])).toEqual([
      [1, 'K_CMB'],
      [1, ''],
      [1, 'K_CMB^2'],
    ])
    expect([steps, leftOut]).toEqual([[], []])
  })

  it('are converted where they are of sky brightness; other columns are left out, and said to be', () => {
    const found = convertUnits('a.fits', columns, conversion, false)
    expect(found.columns).toEqual([columns[0]])
    expect(found.units).toEqual([{ factor: unitFactor('K_CMB', 'MJy/sr', 353), unit: 'MJy/sr' }])
    expect(found.steps).toEqual(['Converted from K_CMB to MJy/sr at 353 GHz, monochromatic.'])
    expect(found.leftOut).toEqual([
      'Column HITS: its unit ("") is not one of sky brightness.',
      'Column II_COV: its unit ("K_CMB^2") is not one of sky brightness.',
    ])
  })

  it('are refused for a column that was asked for, for a map without any, and without a frequency', () => {
    expect(() => convertUnits('a.fits', columns.slice(2), conversion, true)).toThrow(
      /a.fits, unit of column II_COV: "K_CMB\^2" is not a unit of sky brightness/,
    )
    expect(() => convertUnits('a.fits', columns.slice(1), conversion, false)).toThrow(/column HITS: no unit is given/)
    expect(() => convertUnits('a.fits', columns, { unit: 'MJy/sr' }, false)).toThrow(/the frequency in GHz is needed/)
  })
})
