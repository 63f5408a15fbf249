import { describe, expect, it } from 'vitest'
import { covers, footprint, patchAt } from '../../../src-renderer/sky/footprint.ts'
import { gnomonic, gnomonicInverse } from '../../../src-renderer/sky/gnomonic.ts'
import { galacticToIcrs } from '../../../src-renderer/sky/icrs.ts'
import { mollweide, mollweideInverse } from '../../../src-renderer/sky/mollweide.ts'
import { separation, wrapLongitude } from '../../../src-renderer/sky/position.ts'
import reference from '../../reference/sky-view.json' with { type: 'json' }

describe('the outline of a patch', () => {
  it.each(reference.corners)('has the corners that astropy gives at $lon, $lat, $width deg', (expected) => {
    const outline = footprint(expected, expected.width, 3)
    expect(outline).toHaveLength(12)
    expected.corners.forEach(([lon, lat], corner) => {
      const ours = outline[corner * 3]
      expect(separation(ours, { lon, lat })).toBeLessThan(1e-9)
    })
  })

  it('keeps every point of a side on the side, at the half width', () => {
    const centre = { lon: 359, lat: -62 }
    for (const point of footprint(centre, 8, 5)) {
      const [x, y] = gnomonic(centre, point)!
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeCloseTo(4, 10)
    }
  })
})

describe('gnomonic projection', () => {
  it('is undone by its inverse, at the pole too', () => {
    for (const centre of [
      { lon: 12, lat: 34 },
      { lon: 300, lat: 90 },
    ])
      for (const [x, y] of [
        [3, -2],
        [-10, 25],
      ]) {
        const back = gnomonic(centre, gnomonicInverse(centre, x, y))!
        expect(back[0]).toBeCloseTo(x, 9)
        expect(back[1]).toBeCloseTo(y, 9)
      }
  })

  it('grows to the east: a larger longitude has a larger x', () => {
    expect(gnomonic({ lon: 359, lat: 0 }, { lon: 1, lat: 0 })![0]).toBeGreaterThan(0)
  })

  it('has nothing to say about the far half of the sky', () => {
    expect(gnomonic({ lon: 0, lat: 0 }, { lon: 180, lat: 5 })).toBeNull()
  })
})

describe('the patch under a position', () => {
  const centres = [
    { lon: 0, lat: 20 },
    { lon: 4, lat: 20 },
    { lon: 180, lat: -89 },
  ]

  it('is the one with the nearest centre where outlines overlap', () => {
    expect(patchAt(centres, 8, { lon: 1.5, lat: 20 })).toBe(0)
    expect(patchAt(centres, 8, { lon: 2.5, lat: 20 })).toBe(1)
  })

  it('is found across longitude 0 and across a pole', () => {
    expect(patchAt(centres, 8, { lon: 357, lat: 21 })).toBe(0)
    expect(patchAt(centres, 8, { lon: 0, lat: -88 })).toBe(2)
  })

  it('is none outside of all outlines, even inside the circle about one', () => {
    expect(patchAt(centres, 8, { lon: 90, lat: 0 })).toBeNull()
    expect(patchAt([centres[0]], 8, { lon: 0, lat: 24.1 })).toBeNull()
    expect(covers(centres[0], 8, { lon: 0, lat: 23.9 })).toBe(true)
  })
})

describe('Galactic positions', () => {
  // astropy goes through FK5, whose axes lie some 0.025 arcsec (7e-6 deg) from those of the ICRS.
  it('become ICRS as astropy has it', () => {
    const [ra, dec] = galacticToIcrs(
      reference.icrs.map((one) => one.lon),
      reference.icrs.map((one) => one.lat),
    )
    reference.icrs.forEach((one, i) => {
      expect(separation({ lon: ra[i], lat: dec[i] }, { lon: one.ra, lat: one.dec })).toBeLessThan(1e-5)
    })
  })

  it('keep their longitude in [0, 360)', () => {
    expect([-0.5, 360, 725].map(wrapLongitude)).toEqual([359.5, 0, 5])
  })
})

describe('Mollweide projection', () => {
  it.each(reference.mollweide)('agrees with wcslib at $lon, $lat', ({ lon, lat, xy }) => {
    const [x, y] = mollweide({ lon, lat })
    expect(x).toBeCloseTo(xy[0], 8)
    expect(y).toBeCloseTo(xy[1], 8)
  })

  it.each(reference.mollweide)('finds $lon, $lat back', ({ lon, lat, xy }) => {
    expect(separation(mollweideInverse(xy[0], xy[1])!, { lon, lat })).toBeLessThan(1e-6)
  })

  it('has no position outside of the ellipse', () => {
    expect(mollweideInverse(0.9, 0.9)).toBeNull()
  })
})
