import { describe, expect, it } from 'vitest'
import { colouringsOf, type MeasuredPicture } from '../../../src-renderer/patch/measured-picture.ts'
import { profileAxes, profileSeries } from '../../../src-renderer/patch/profile-series.ts'
import { extentWords, regionRows, regionsAsCsv } from '../../../src-renderer/patch/region-table.ts'
import type { Shape } from '../../../src-renderer/patch/shapes.ts'
import { parseCsv } from '../../../src-shared/text/csv.ts'

const at = (column: number, row: number) => ({ column, row })
const picture = (name: string, values: number[], rest: Partial<MeasuredPicture> = {}): MeasuredPicture => ({
  ...{ name, values, unit: 'MJy/sr', kind: 'sky', position: null },
  ...rest,
})
// 3 x 3 pixels, 0.1 degrees apart.
const ramp = picture('original', [1, 2, 3, 4, 5, 6, 7, 8, 9])
const holed = picture('corrupted', [1, 2, 3, 4, NaN, 6, 7, 8, 9])
const measured = { title: 'A patch', size: 3, width: 0.2, pictures: [ramp, holed] }
const shapes: Shape[] = [
  { name: 'A', form: { kind: 'rectangle', from: at(0, 0), to: at(1, 1) } },
  { name: 'B', form: { kind: 'line', from: at(0, 1), to: at(2, 1) } },
  { name: 'C', form: { kind: 'disc', centre: at(1, 1), radius: 0.5 } },
]

describe('the table of regions', () => {
  const rows = regionRows(shapes, measured)

  it('has a row for each region and picture, and none for lines', () => {
    expect(rows.map(({ region, picture, count, missing, mean, std }) => [region, picture, count, missing, mean, std])) // prettier-ignore
      .toEqual([
        ['A', 'original', 4, 0, 3, Math.sqrt(10 / 4)],
        ['A', 'corrupted', 3, 1, 7 / 3, Math.sqrt(14 / 9)],
        ['C', 'original', 1, 0, 5, 0],
        ['C', 'corrupted', 0, 1, NaN, NaN],
      ])
  })

  it('has extents and areas on the sky', () => {
    expect(rows[0].area).toBeCloseTo(0.04, 6)
    expect(rows.map(({ extent }) => extentWords(extent))).toEqual([
      ...['0.100° × 0.100°', '0.100° × 0.100°', 'radius 0.0500°', 'radius 0.0500°'],
    ])
    expect(extentWords({ kind: 'polygon', across: 2.345 })).toBe('2.35° across')
  })

  it('is copied in full precision, with empty cells where there is no value', () => {
    const { columns, rows: cells } = parseCsv(regionsAsCsv(rows))
    expect(cells).toHaveLength(4)
    expect(cells[1][columns.indexOf('mean')]).toBe(7 / 3)
    expect(cells[3][columns.indexOf('median')]).toBeNull()
    expect(cells[0][columns.indexOf('extent [deg]')]).toMatch(/^0\.1\d* x 0\.1\d*$|^0\.09999\d* x 0\.09999\d*$/)
  })
})

describe('profiles', () => {
  it('are values of each picture against degrees, with a gap at a missing pixel', () => {
    const [first, second] = profileSeries(shapes, measured)
    expect([first.name, second.name]).toEqual(['B, original', 'B, corrupted'])
    expect(first.y).toEqual([4, 5, 6])
    expect(second.y).toEqual([4, NaN, 6])
    expect(first.x[2]).toBeCloseTo(0.2, 6)
    expect(profileSeries(shapes, { ...measured, pictures: [ramp] })[0].name).toBe('B')
  })

  it('have a unit where all pictures share it', () => {
    expect(profileAxes(measured).y.unit).toBe('MJy/sr')
    expect(profileAxes({ ...measured, pictures: [ramp, picture('z', [], { unit: 'std' })] }).y.unit).toBeUndefined()
  })
})

describe('colours', () => {
  const scales = {
    sky: (of: readonly ArrayLike<number>[]) => ({ range: [of.length, of[0][1]] as const, colourMap: 'magma' as const }),
    residual: () => ({ range: [-1, 1] as const, colourMap: 'residual' as const }),
    deviation: () => ({ range: [0, 1] as const, colourMap: 'viridis' as const }),
  }
  const residual = picture('residual', [-1, 0, 1], { kind: 'residual' })
  const colours = (matched: boolean, log: boolean, pictures = [ramp, holed, residual]) =>
    colouringsOf(pictures, { matched, log }, scales)

  it('are shared by pictures of one kind and unit, or each has its own', () => {
    expect(colours(true, false).map(({ scale }) => scale.range[0])).toEqual([2, 2, -1])
    expect(colours(false, false).map(({ scale }) => scale.range[0])).toEqual([1, 1, -1])
  })

  it('are logarithmic where all values of a sky are positive', () => {
    expect(colours(true, true).map(({ log }) => log)).toEqual([true, true, false])
    expect(colours(true, true)[0].scale.range[1]).toBeCloseTo(Math.log(2), 6)
    expect(colours(true, true, [picture('q', [0, 1, 2])])[0]).toMatchObject({ log: false, values: [0, 1, 2] })
  })
})
