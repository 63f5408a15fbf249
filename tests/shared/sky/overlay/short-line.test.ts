import { describe, expect, it } from 'vitest'
import { polarisationAngle } from '../../../../src-shared/sky/derivation.ts'
import { convert } from '../../../../src-shared/sky/frames.ts'
import { shortLine } from '../../../../src-shared/sky/overlay/short-line.ts'
import { separation } from '../../../../src-shared/sky/position.ts'

const at = { lon: 40, lat: 30 }

describe('a short line on the sky', () => {
  it('lies along the meridian for Q = 1, U = 0', () => {
    const [south, north] = shortLine(at, polarisationAngle(1, 0, 'COSMO'), 0.5, 'G')
    expect([south.lon, south.lat]).toEqual([expect.closeTo(40, 9), expect.closeTo(29.5, 9)])
    expect([north.lon, north.lat]).toEqual([expect.closeTo(40, 9), expect.closeTo(30.5, 9)])
  })

  it('lies along the parallel for Q = -1', () => {
    const [west, east] = shortLine(at, polarisationAngle(-1, 0, 'IAU'), 0.01, 'G')
    expect(east.lon - west.lon).toBeCloseTo(0.02 / Math.cos(Math.PI / 6), 6)
    expect(east.lat).toBeCloseTo(30, 4)
  })

  it('turns from north through east for U > 0 of the IAU, and the other way in HEALPix’s convention', () => {
    const [, iau] = shortLine(at, polarisationAngle(0, 1, 'IAU'), 0.1, 'G')
    // East is where the longitude grows.
    expect([iau.lon > 40, iau.lat > 30]).toEqual([true, true])
    const [, cosmo] = shortLine(at, polarisationAngle(0, 1, 'COSMO'), 0.1, 'G')
    // 135 degrees: through east to south-east.
    expect([cosmo.lon > 40, cosmo.lat > 30]).toEqual([true, false])
  })

  it('is given in the frame of its map: north of an equatorial map is the celestial pole', () => {
    const [from, to] = shortLine(at, 0, 0.5, 'C')
    const [ra, dec] = convert('G', 'C', at.lon, at.lat)
    for (const [end, sign] of [[from, -1] as const, [to, 1] as const]) {
      const [endRa, endDec] = convert('G', 'C', end.lon, end.lat)
      expect(endRa).toBeCloseTo(ra, 9)
      expect(endDec).toBeCloseTo(dec + sign * 0.5, 9)
    }
  })

  it('has its length everywhere, at the poles and at longitude 0 too', () => {
    for (const [lon, lat] of [
      [0, 90],
      [0, -90],
      [0, 0],
      [359.99, -60],
      [180, 89.9],
    ])
      for (const angle of [0, 45, 120]) {
        const [from, to] = shortLine({ lon, lat }, angle, 0.2, 'G')
        expect(separation(from, to)).toBeCloseTo(0.4, 9)
      }
  })
})
