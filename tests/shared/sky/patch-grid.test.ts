import { describe, expect, it } from 'vitest'
import { patchGrid, type GridOptions } from '../../../src-shared/sky/patch-grid.ts'
import { separation } from '../../../src-shared/sky/position.ts'

const latitudes = (options: GridOptions) => [...new Set(patchGrid(options).map(({ lat }) => lat))]

describe('the rows of a grid of centres', () => {
  it('begin at the minimum latitude itself, or at the next multiple of the step', () => {
    const options = { step: 20, minLatitude: 15, maxLatitude: 80 }
    expect(latitudes({ ...options, rowRule: 'edge' })).toEqual([-75, -55, -35, -15, 15, 35, 55, 75])
    expect(latitudes({ ...options, rowRule: 'multiple' })).toEqual([-80, -60, -40, -20, 20, 40, 60, 80])
  })

  it('leave out a multiple on the minimum latitude, but keep the equator if there is none', () => {
    expect(latitudes({ step: 30, minLatitude: 30, rowRule: 'multiple' })).toEqual([-90, -60, 60, 90])
    expect(latitudes({ step: 45, minLatitude: 0, rowRule: 'multiple' })).toEqual([-90, -45, 0, 45, 90])
    expect(latitudes({ step: 45, minLatitude: 0, rowRule: 'edge' })).toEqual([-90, -45, 0, 45, 90])
  })

  it('end at the largest latitude, which rounding does not drop', () => {
    const rows = latitudes({ step: 0.1, minLatitude: 89.3, maxLatitude: 89.9, rowRule: 'edge' })
    expect(rows).toHaveLength(14)
    expect(rows.at(-1)).toBeCloseTo(89.9, 10)
    expect(patchGrid({ step: 5, minLatitude: 40, maxLatitude: 30, rowRule: 'edge' })).toEqual([])
  })
})

describe('the centres of a row', () => {
  it('are a step apart on the sky, along the parallel, but for the last gap', () => {
    // At 60 degrees the parallel is half as long: 10 degrees of it are 20 of longitude.
    const row = patchGrid({ step: 10, minLatitude: 60, maxLatitude: 65, rowRule: 'edge' }).filter(({ lat }) => lat > 0)
    expect(row.map(({ lon }) => lon).map(Math.round)).toEqual(Array.from({ length: 18 }, (_, i) => 20 * i))
    const next = patchGrid({ step: 10, minLatitude: 50, maxLatitude: 55, rowRule: 'edge' }).filter(({ lat }) => lat > 0)
    const spacing = 10 / Math.cos((50 * Math.PI) / 180)
    next.slice(1).forEach(({ lon }, i) => expect(lon - next[i].lon).toBeCloseTo(spacing, 10))
    const gap = 360 - next.at(-1)!.lon
    expect(gap > 0 && gap <= spacing).toBe(true)
  })

  it('are one at a pole', () => {
    const centres = patchGrid({ step: 7, minLatitude: 90, rowRule: 'edge' })
    expect(centres).toEqual([
      { lon: 0, lat: -90 },
      { lon: 0, lat: 90 },
    ])
  })

  it('leave no place of the sky further than a step and a half from one', () => {
    const centres = patchGrid({ step: 15, minLatitude: 0, rowRule: 'multiple' })
    for (let i = 0; i < 300; i++) {
      const place = { lon: (137.508 * i) % 360, lat: (Math.asin((2 * i + 1) / 300 - 1) * 180) / Math.PI }
      expect(Math.min(...centres.map((centre) => separation(centre, place)))).toBeLessThan(22.5)
    }
  })
})

it.each([0, -1, 181, NaN])('a step of %d degrees is refused', (step) => {
  const of = () => patchGrid({ step, minLatitude: 15, rowRule: 'edge' })
  expect(of).toThrow(`The step is ${step} degrees; give one above 0, up to 180.`)
})

it.each([-1, 90.5, NaN])('a minimum latitude of %d degrees is refused', (minLatitude) => {
  const of = () => patchGrid({ step: 8, minLatitude, rowRule: 'edge' })
  expect(of).toThrow(`The minimum latitude is ${minLatitude} degrees; give one from 0 to 90.`)
})
