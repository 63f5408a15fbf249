import { describe, expect, it } from 'vitest'
import { separation } from '../../../src-shared/sky/position.ts'
import { withinZoom, zoomAbout } from '../../../src-renderer/sky/zoom-about.ts'
import { tangentScreen } from './tangent-screen.ts'

describe('a zoom about a pixel', () => {
  it.each([
    [{ lon: 100, lat: 20 }, 0.5],
    [{ lon: 359, lat: -60 }, 0.5],
    [{ lon: 10, lat: 75 }, 2],
  ])('keeps the position under the pixel: centre %o, factor %d', (centre, factor) => {
    const screen = tangentScreen({ ...centre, fov: 20 })
    const held = screen.positionAt(320, 60)
    zoomAbout(screen, [320, 60], factor)
    expect(screen.fov()).toBe(20 * factor)
    // A pixel is 1/20 of a degree, or finer.
    expect(separation(screen.positionAt(320, 60), held)).toBeLessThan(0.01)
  })

  it('keeps the centre if the pixel is off the sky', () => {
    const screen = tangentScreen({ lon: 5, lat: 5, fov: 20 })
    zoomAbout({ ...screen, positionAt: () => null }, [0, 0], 0.5)
    expect(screen.fov()).toBe(10)
    expect(screen.goTo).not.toHaveBeenCalled()
  })

  it('is limited to half a degree and the whole sky', () => {
    expect([0.1, 20, 500].map(withinZoom)).toEqual([0.5, 20, 360])
  })
})
