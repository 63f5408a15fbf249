import { describe, expect, it } from 'vitest'
import { distancesAlong, pointsAlong, valueAt } from '../../../../src-shared/sky/measure/line-profile.ts'
import { angleBetween } from '../../../../src-shared/sky/measure/plane-angles.ts'
import { geometry, patch, picture, pointOf, reference } from './stored-patch.ts'

const at = (column: number, row: number) => ({ column, row })

describe.each(reference.profiles.map((wanted, i) => ({ i, ...wanted })))('profile $i', (wanted) => {
  const [from, to] = wanted.points.map(pointOf)
  const points = pointsAlong({ from, to })

  it('has SciPy’s linear interpolation', () => {
    const values = points.map((point) => valueAt(patch, picture, point))
    expect(values).toHaveLength(wanted.values.length)
    values.forEach((value, i) => expect(value).toBeCloseTo(wanted.values[i], 12))
  })

  it('has astropy’s distances from its beginning', () => {
    distancesAlong(points, geometry).forEach((degrees, i) => expect(degrees).toBeCloseTo(wanted.distances[i], 10))
  })
})

describe('points along a line', () => {
  it('are a pixel apart or less, with both ends', () => {
    expect(pointsAlong({ from: at(0, 0), to: at(2.5, 0) }).map(({ column }) => column)).toEqual([
      0,
      2.5 / 3,
      5 / 3,
      2.5,
    ])
    expect(pointsAlong({ from: at(1, 1), to: at(1, 1) })).toEqual([at(1, 1), at(1, 1)])
  })

  it('have distances in pixels where the width is not known', () => {
    expect(distancesAlong([at(0, 0), at(3, 4)], null)).toEqual([0, 5])
  })

  it('lie on one arc: distances add up, also through the centre', () => {
    const [a, b, c] = [at(2, 3), at(11.5, 11.5), at(21, 20)]
    const sum = angleBetween(geometry, a, b) + angleBetween(geometry, b, c)
    expect(sum).toBeCloseTo(angleBetween(geometry, a, c), 12)
  })
})

describe('a value between pixels', () => {
  const values = [1, 2, NaN, 4, 8, 16]
  const value = (column: number, row: number) => valueAt(values, { width: 3, height: 2 }, at(column, row))

  it('is NaN beside a missing pixel, but not where that one has no weight', () => {
    expect(value(1.5, 0.5)).toBeNaN()
    expect(value(2, 0.2)).toBeNaN()
    expect(value(1, 0.5)).toBe(5)
    expect(value(1.5, 1)).toBe(12)
  })

  it('in the half pixel at the border is that of the nearest centres, and NaN beyond', () => {
    expect(value(-0.5, 0.5)).toBe(2.5)
    expect(value(2.5, 1.5)).toBe(16)
    expect([value(-0.6, 0), value(0, 1.6), value(NaN, 0)]).toEqual([NaN, NaN, NaN])
  })

  it('of a single pixel is its own', () => {
    expect(valueAt([7], { width: 1, height: 1 }, at(0.3, -0.2))).toBe(7)
  })
})
