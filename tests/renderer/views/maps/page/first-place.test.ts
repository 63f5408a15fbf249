import { describe, expect, it } from 'vitest'
import { firstPlace } from '../../../../../src-renderer/views/maps/page/first-place.ts'
import { maps } from '../../../fake/records.ts'

const [map] = maps
const image = { kind: 'image', width: 140, height: 200, projection: 'SIN', pixel: 0.02 } as const

describe('where a patch is first placed', () => {
  it('is a place in Orion of a map of the sphere, and of an image without sky in its middle', () => {
    const orion = { lon: 212, lat: -19, size: 256, width: 8 }
    expect(firstPlace(map, 0)).toEqual(orion)
    expect(firstPlace({ ...map, grid: image }, 0)).toEqual(orion)
  })

  it('is the middle of an image, as wide as fits into it at any angle, and at most 8 degrees', () => {
    const centre = { lon: 205.12345, lat: -16.54321 }
    const small = firstPlace({ ...map, grid: { ...image, centre } }, 0)
    expect(small).toEqual({ lon: 205.12, lat: -16.54, size: 256, width: 2 })
    expect(firstPlace({ ...map, grid: { ...image, centre, pixel: 1 } }, 0).width).toBe(8)
  })
})
