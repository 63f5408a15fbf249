import { describe, expect, it } from 'vitest'
import { codeOf, openingView, wholeFov } from '../../../src-renderer/sky/view-shape.ts'

describe('the shape of a view', () => {
  it('is Mollweide when wide and stereographic when close, unless a projection is chosen', () => {
    expect([codeOf('automatic', 90), codeOf('automatic', 89), codeOf('orthographic', 10)]).toEqual([
      'MOL',
      'STG',
      'SIN',
    ])
  })
  it('has the whole ellipse, which is twice as wide as high, and the whole disc', () => {
    expect(wholeFov('automatic', { width: 800, height: 800 })).toBe(360)
    expect(wholeFov('automatic', { width: 1600, height: 400 })).toBe(720)
    expect(wholeFov('orthographic', { width: 800, height: 400 })).toBe(360)
    expect(wholeFov('gnomonic', { width: 800, height: 400 })).toBe(150)
  })
  it('opens on the whole sky, or on a place', () => {
    const size = { width: 300, height: 200 }
    expect(openingView(null, 'mollweide', size)).toEqual({ projection: 'MOL', lon: 0, lat: 0, fov: 360, ...size })
    expect(openingView({ lon: 120, lat: -5, fov: 70 }, 'automatic', size)).toEqual({
      ...{ projection: 'STG', lon: 120, lat: -5, fov: 70 },
      ...size,
    })
  })
})
