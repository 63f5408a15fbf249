import { describe, expect, it } from 'vitest'
import { pixelToSky } from '../../../../src-shared/sky/projection/patch-pixels.ts'

describe('a pixel of a patch on the sky', () => {
  it('is the centre of the patch in the middle of an odd number of pixels', () => {
    const { lon, lat } = pixelToSky({ lon: 212, lat: -19, width: 8 }, 257, 128, 128)
    expect(lon).toBeCloseTo(212, 12)
    expect(lat).toBeCloseTo(-19, 12)
  })
  it('is further north in higher rows and further east in lower columns', () => {
    // On the equator the tangent plane gives tan: half a side of 8 degrees is atan(4 degrees in radians) away.
    const reach = (Math.atan((4 * Math.PI) / 180) * 180) / Math.PI
    expect(pixelToSky({ lon: 0, lat: 0, width: 8 }, 257, 256, 128).lat).toBeCloseTo(reach, 10)
    expect(pixelToSky({ lon: 0, lat: 0, width: 8 }, 257, 128, 0).lon).toBeCloseTo(reach, 10)
    expect(pixelToSky({ lon: 0, lat: 0, width: 8 }, 257, 128, 256).lon).toBeCloseTo(360 - reach, 10)
  })
})
