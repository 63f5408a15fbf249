import { describe, expect, it } from 'vitest'
import { extentOfRegion, solidAngle } from '../../../../src-shared/sky/measure/plane-angles.ts'
import { pixelsInside } from '../../../../src-shared/sky/measure/region.ts'
import { regionStatistics } from '../../../../src-shared/sky/measure/region-statistics.ts'
import { geometry, patch, picture, reference, regionOf } from './stored-patch.ts'

const at = (column: number, row: number) => ({ column, row })

describe.each(reference.regions.map((wanted, i) => ({ i, ...wanted })))('region $i, a $kind', (wanted) => {
  const region = regionOf(wanted)
  const pixels = pixelsInside(region, picture)

  it('has the pixels whose centres lie inside by its definition', () => {
    expect([...pixels]).toEqual(wanted.pixels)
  })

  it('has NumPy’s statistics', () => {
    const found = regionStatistics(patch, pixels)
    for (const [name, value] of Object.entries(wanted.statistics))
      expect(found[name as keyof typeof found], name).toBeCloseTo(value, 12)
  })

  it('has astropy’s extent on the sky, and the area of its pixels to their curvature', () => {
    const { kind, ...extent } = extentOfRegion(geometry, region)
    expect(kind).toBe(wanted.kind)
    Object.values(extent).forEach((degrees, i) => expect(degrees).toBeCloseTo(wanted.extent[i], 10))
    expect(solidAngle(geometry, pixels) / wanted.area).toBeCloseTo(1, 4)
  })
})

describe('the pixels of a region', () => {
  const pixels = (region: Parameters<typeof pixelsInside>[0]) => [...pixelsInside(region, { width: 4, height: 3 })]

  it('include those with centres on the border of a rectangle or disc', () => {
    expect(pixels({ kind: 'rectangle', from: at(1, 0), to: at(2, 1) })).toEqual([1, 2, 5, 6])
    expect(pixels({ kind: 'disc', centre: at(1, 1), radius: 1 })).toEqual([1, 4, 5, 6, 9])
    expect(pixels({ kind: 'disc', centre: at(2, 2), radius: 0 })).toEqual([10])
  })

  it('belong to one of two polygons that share a side', () => {
    const left = { kind: 'polygon', corners: [at(0, 0), at(2, 0), at(2, 3), at(0, 3)] } as const
    const right = { kind: 'polygon', corners: [at(2, 0), at(4, 0), at(4, 3), at(2, 3)] } as const
    expect([...pixels(left), ...pixels(right)].sort((a, b) => a - b)).toEqual([...Array(12).keys()])
  })

  it('are none for regions between centres, outside, or without an area', () => {
    expect(pixels({ kind: 'rectangle', from: at(0.1, 0.1), to: at(0.9, 0.9) })).toEqual([])
    expect(pixels({ kind: 'rectangle', from: at(-9, -9), to: at(-1, -1) })).toEqual([])
    expect(pixels({ kind: 'disc', centre: at(20, 1), radius: 5 })).toEqual([])
    expect(pixels({ kind: 'polygon', corners: [] })).toEqual([])
    expect(pixels({ kind: 'polygon', corners: [at(0, 0), at(3, 2)] })).toEqual([])
    expect(pixels({ kind: 'rectangle', from: at(NaN, 0), to: at(1, 1) })).toEqual([])
  })
})

describe('statistics', () => {
  it('leave out NaN and the infinities, and count them', () => {
    const found = regionStatistics([1, NaN, 3, Infinity, -Infinity, 5], [0, 1, 2, 3, 4])
    expect(found).toEqual({ count: 2, missing: 3, mean: 2, median: 2, std: 1, sum: 4, min: 1, max: 3 })
  })

  it('without a value are NaN', () => {
    const nothing = { mean: NaN, median: NaN, std: NaN, sum: NaN, min: NaN, max: NaN }
    expect(regionStatistics([NaN], [0])).toEqual({ count: 0, missing: 1, ...nothing })
    expect(regionStatistics([1], [])).toEqual({ count: 0, missing: 0, ...nothing })
  })

  it('of values far from zero keep their spread', () => {
    expect(regionStatistics([1e9, 1e9 + 1, 1e9 + 2], [0, 1, 2]).std).toBeCloseTo(Math.sqrt(2 / 3), 9)
  })
})
