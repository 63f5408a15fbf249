import { describe, expect, it } from 'vitest'
import { contoursAt, cutArea, maskedArea, steps } from '../../../../src-renderer/sky/overlays/shapes.ts'
import { positionsOfGrid, viewGrid } from '../../../../src-shared/sky/overlay/view-grid.ts'
import type { SkyViewGeometry } from '../../../../src-shared/sky/projection/wcs-of-view.ts'

const whole: SkyViewGeometry = { projection: 'MOL', lon: 0, lat: 0, fov: 360, width: 400, height: 200 }
const close: SkyViewGeometry = { projection: 'STG', lon: 0.5, lat: 0, fov: 40, width: 300, height: 200 }
const pole: SkyViewGeometry = { projection: 'SIN', lon: 30, lat: 90, fov: 180, width: 200, height: 200 }

/** Values on the grid of a view, of a function of Galactic positions; NaN beyond the sky. */
function onGrid(view: SkyViewGeometry, step: number, value: (lon: number, lat: number) => number): Float32Array {
  const positions = positionsOfGrid(view, viewGrid(view, step))
  return Float32Array.from({ length: positions.length / 2 }, (_, i) => value(positions[2 * i], positions[2 * i + 1]))
}
/** Whether a point is inside rings, by the even-odd rule. */
const isInside = (rings: readonly { xy: readonly (readonly [number, number])[] }[], x: number, y: number) =>
  rings
    .flatMap(({ xy }) => xy.slice(1).map((to, i) => [xy[i], to]))
    .filter(([[x0, y0], [x1, y1]]) => y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)).length %
    2 ===
  1

describe('the area of a latitude cut', () => {
  it('is a band along the plane up to both edges of the sky', () => {
    const area = cutArea(whole, 30)
    for (const [x, y, inside] of [
      [200, 100, true],
      [2, 100, true],
      [398, 100, true],
      [200, 20, false],
      [200, 180, false],
    ] as const)
      expect(isInside(area, x, y)).toBe(inside)
  })

  it('has its border at the latitude, also where longitudes pass 0', () => {
    for (const view of [close, { ...close, lat: 12 }]) {
      const border = cutArea(view, 5).flatMap(({ xy, lat }) =>
        xy.flatMap(([x, y], i) => (x > 0 && y > 0 && x < 300 && y < 200 ? [Math.abs(lat[i])] : [])),
      )
      expect(border.length).toBeGreaterThan(50)
      for (const lat of border) expect(lat).toBeCloseTo(5, 2)
    }
  })

  it('leaves a disc about the pole, and nothing at 90 degrees', () => {
    const about = cutArea(pole, 60)
    expect([isInside(about, 100, 100), isInside(about, 100, 20)]).toEqual([false, true])
    const all = cutArea(pole, 90)
    for (const [x, y] of [
      [60, 100],
      [100, 30],
    ])
      expect(isInside(all, x, y)).toBe(true)
  })
})

describe('the area of a mask', () => {
  const half = (lon: number) => (lon > 180 ? 1 : 0)
  it('has the pixels that are not above the threshold', () => {
    const area = maskedArea(whole, onGrid(whole, steps.mask, half), 0.5)
    // Longitudes grow to the left.
    expect([isInside(area, 100, 100), isInside(area, 300, 100)]).toEqual([true, false])
    const more = maskedArea(whole, onGrid(whole, steps.mask, half), 1)
    expect(isInside(more, 300, 100)).toBe(true)
    expect(
      maskedArea(
        close,
        onGrid(close, steps.mask, () => 1),
        0.5,
      ),
    ).toEqual([])
  })

  it('has missing pixels, but nothing beyond the sky', () => {
    const values = onGrid(whole, steps.mask, (_, lat) => (lat > 0 ? NaN : 1))
    const area = maskedArea(whole, values, -5)
    expect([isInside(area, 200, 50), isInside(area, 200, 150), isInside(area, 5, 5)]).toEqual([true, false, false])
  })
})

describe('contours in a view', () => {
  it('follow the values, on the sky too, below zero too', () => {
    const [contour] = contoursAt(
      close,
      onGrid(close, steps.contours, (_, lat) => lat - 20),
      [-16],
    )
    expect(contour).toHaveLength(1)
    for (const lat of contour[0].lat) expect(lat).toBeCloseTo(4, 1)
  })

  it('do not run along the edge of the sky', () => {
    const [contour] = contoursAt(
      whole,
      onGrid(whole, steps.contours, (_, lat) => lat),
      [10],
    )
    expect(contour).toHaveLength(1)
    for (const lat of contour[0].lat) expect(lat).toBeCloseTo(10, 0)
    expect(contour[0].lon.every((lon) => !Number.isNaN(lon))).toBe(true)
  })
})
