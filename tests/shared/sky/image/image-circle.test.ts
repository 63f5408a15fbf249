import { describe, expect, it } from 'vitest'
import { fromVector } from '../../../../src-shared/sky/frames.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'
import { imageCircle } from '../../../../src-shared/sky/image/image-circle.ts'
import type { SkyImage } from '../../../../src-shared/sky/image/sky-image.ts'

const imageOf = (width: number, height: number, projection: 'TAN' | 'CAR', step: number): SkyImage => ({
  ...{ width, height, frame: 'G', values: new Float32Array() },
  wcs: {
    ...{ projection, parameters: [], crpix: [(width + 1) / 2, (height + 1) / 2] },
    cd: [
      [-step, 0],
      [0, step],
    ],
    ...{ crval: [120, projection === 'CAR' ? 0 : 30], fiducial: null, offset: false },
    ...{ lonPole: null, latPole: null, sip: null },
  },
})

describe('the circle around an image', () => {
  it('is centred on a plane, and reaches to its corners', () => {
    const { centre, radius } = imageCircle(imageOf(41, 41, 'TAN', 0.5))
    const [lon, lat] = fromVector(centre)
    expect(lon).toBeCloseTo(120, 6)
    expect(Math.abs(lat - 30)).toBeLessThan(0.5)
    // The outer edges are 10.25 degrees from the middle of the plane.
    const corner = Math.atan(Math.SQRT2 * 10.25 * DEGREE)
    expect(radius).toBeGreaterThan(corner)
    expect(radius).toBeLessThan(corner + 1.2 * DEGREE)
  })

  it('is the whole sphere for a map of the whole sky', () => {
    expect(imageCircle(imageOf(360, 180, 'CAR', 1)).radius).toBe(Math.PI)
  })

  it('of a single pixel contains it', () => {
    const { radius } = imageCircle(imageOf(1, 1, 'TAN', 2))
    expect(radius).toBeGreaterThan(Math.SQRT2 * DEGREE)
  })
})
