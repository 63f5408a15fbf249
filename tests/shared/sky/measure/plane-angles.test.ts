import { describe, expect, it } from 'vitest'
import { angleBetween, extentOfRegion, solidAngle } from '../../../../src-shared/sky/measure/plane-angles.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'

/** 11 px, 20 degrees of the tangent plane between the outer centres: 2 degrees a pixel, the middle one at (5, 5). */
const geometry = { size: 11, width: 20 }
const arc = (degrees: number) => Math.atan(degrees * DEGREE) / DEGREE

describe('angles on a patch', () => {
  it('from its centre are the arctangents of distances on the plane', () => {
    for (const [column, row, distance] of [
      [10, 5, 10],
      [5, 0, 10],
      [8, 9, 10],
    ])
      expect(angleBetween(geometry, { column: 5, row: 5 }, { column, row })).toBeCloseTo(arc(distance), 12)
  })

  it('are the same both ways, 0 to itself, and precise for a millionth of a pixel', () => {
    const [a, b] = [
      { column: 1.5, row: 9 },
      { column: 7, row: 2.25 },
    ]
    expect(angleBetween(geometry, a, b)).toBe(angleBetween(geometry, b, a))
    expect(angleBetween(geometry, a, a)).toBe(0)
    const near = angleBetween(geometry, { column: 5, row: 5 }, { column: 5 + 1e-6, row: 5 })
    expect(near / 2e-6).toBeCloseTo(1, 9)
  })
})

it('pixels that cover a square add up to its solid angle, 4 arcsin(a^2 / (1 + a^2))', () => {
  // 200 pixels of 0.2 degrees: a square 40 degrees wide, outer edges included.
  const fine = { size: 200, width: 199 * 0.2 }
  const all = Array.from({ length: 200 ** 2 }, (_, i) => i)
  const a = 20 * DEGREE
  const square = (4 * Math.asin(a ** 2 / (1 + a ** 2))) / DEGREE ** 2
  expect(solidAngle(fine, all) / square).toBeCloseTo(1, 5)
  expect(solidAngle(fine, [])).toBe(0)
})

describe('the extent of a region', () => {
  it('of a rectangle is measured through its middle, whichever corners are given', () => {
    const region = { kind: 'rectangle', from: { column: 8, row: 7 }, to: { column: 2, row: 3 } } as const
    const extent = extentOfRegion(geometry, region)
    expect(extent).toEqual({
      kind: 'rectangle',
      width: expect.closeTo(2 * arc(6), 12),
      height: expect.closeTo(2 * arc(4), 12),
    })
  })

  it('of a disc at the centre is its radius, and is smaller on the sky far from it', () => {
    const radius = (column: number) => {
      const extent = extentOfRegion(geometry, { kind: 'disc', centre: { column, row: 5 }, radius: 2 })
      return extent.kind === 'disc' ? extent.radius : NaN
    }
    expect(radius(5)).toBeCloseTo(arc(4), 12)
    expect(radius(9)).toBeCloseTo((arc(12) - arc(4)) / 2, 12)
  })

  it('of a polygon is the greatest distance of its corners; of none or one, 0', () => {
    const corners = [
      { column: 5, row: 5 },
      { column: 10, row: 5 },
      { column: 0, row: 5 },
    ]
    const across = (count: number) => extentOfRegion(geometry, { kind: 'polygon', corners: corners.slice(0, count) })
    expect(across(3)).toEqual({ kind: 'polygon', across: expect.closeTo(2 * arc(10), 12) })
    expect([across(1), across(0)]).toMatchObject([{ across: 0 }, { across: 0 }])
  })
})
