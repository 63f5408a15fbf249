import { describe, expect, it } from 'vitest'
import { fitting, movedBy, placeOf, pointAt, zoomedAbout } from '../../../src-renderer/patch/viewport.ts'

const size = 64
const box = { width: 640, height: 320 }
const whole = fitting(size, box)

describe('the whole picture', () => {
  it('is as large as the box allows, in its middle', () => {
    expect(whole).toEqual({ column: 31.5, row: 31.5, zoom: 5 })
    // The borders of the first and last pixel touch the box's edges.
    expect(placeOf(whole, box, { column: -0.5, row: -0.5 })).toEqual({ x: 160, y: 320 })
    expect(placeOf(whole, box, { column: 63.5, row: 63.5 })).toEqual({ x: 480, y: 0 })
  })

  it('has a size even in a box that is not drawn yet', () => {
    expect(fitting(size, { width: 0, height: 0 }).zoom).toBeGreaterThan(0)
  })
})

describe('places and points', () => {
  it('are inverse to each other', () => {
    const view = { column: 12.3, row: 40.1, zoom: 7.7 }
    const point = pointAt(view, box, { x: 33, y: 208 })
    expect(placeOf(view, box, point).x).toBeCloseTo(33, 9)
    expect(placeOf(view, box, point).y).toBeCloseTo(208, 9)
  })
})

describe('zooming', () => {
  it('keeps the point under the cursor', () => {
    const place = { x: 250, y: 90 }
    const before = pointAt(whole, box, place)
    const after = pointAt(zoomedAbout(whole, size, box, place, 3), box, place)
    expect(after.column).toBeCloseTo(before.column, 9)
    expect(after.row).toBeCloseTo(before.row, 9)
  })

  it('ends at 64 screen pixels for each pixel, and at half the fitting size', () => {
    const place = { x: 320, y: 160 }
    expect(zoomedAbout(whole, size, box, place, 1e6).zoom).toBe(64)
    expect(zoomedAbout(whole, size, box, place, 1e-6).zoom).toBe(2.5)
  })
})

describe('moving', () => {
  it('follows the pointer', () => {
    expect(movedBy(whole, size, 10, -5)).toEqual({ column: 29.5, row: 30.5, zoom: 5 })
  })

  it('never loses the picture', () => {
    expect(movedBy(whole, size, 1e5, 1e5)).toMatchObject({ column: -0.5, row: 63.5 })
    expect(movedBy(whole, size, -1e5, -1e5)).toMatchObject({ column: 63.5, row: -0.5 })
  })
})
