import { describe, expect, it } from 'vitest'
import type { Card, CardValue } from '../../../src-main/sky/fits/card.ts'
import type { FitsHdu } from '../../../src-main/sky/fits/hdu.ts'
import { makeHeader } from '../../../src-main/sky/fits/header.ts'
import { claimsSky, readImageCoordinates } from '../../../src-main/sky/fits/image-coordinates.ts'
import { separation } from '../../../src-shared/sky/position.ts'
import { imageProjection, pixelSideOf } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import reference from '../../reference/wcs.json' with { type: 'json' }

type Case = Record<'lon' | 'lat' | 'column' | 'row', (number | null)[]> & { cards: Record<string, CardValue> }

const hduOf = (cards: Record<string, CardValue>): FitsHdu => {
  const list: Card[] = Object.entries(cards).map(([keyword, value]) => ({ keyword, value, comment: '' }))
  return { index: 2, header: makeHeader(list) } as FitsHdu
}
const read = (cards: Record<string, CardValue>) => readImageCoordinates('map.fits', hduOf(cards))

/** astropy's positions and pixels agree to this, degrees; WCSLIB computes CSC in single precision. */
const toleranceOf = (name: string) => (name === 'CSC' ? 3e-5 : 1e-9)

describe('positions of pixels, against astropy', () => {
  const cases = Object.entries(reference.cases as unknown as Record<string, Case>)

  it.each(cases)('%s: from pixels to the sky', (name, { cards, lon, lat }) => {
    const { toSky } = imageProjection(read(cards).wcs)
    lon.forEach((expected, i) => {
      const found = toSky(i % reference.width, Math.floor(i / reference.width))
      expect(found === null, `pixel ${i}`).toBe(expected === null)
      if (!found) return
      const apart = separation({ lon: found[0], lat: found[1] }, { lon: expected!, lat: lat[i]! })
      expect(apart, `pixel ${i}`).toBeLessThan(toleranceOf(name))
    })
  })

  it.each(cases)('%s: from the sky to pixels', (name, { cards, lon, lat, column, row }) => {
    const { wcs } = read(cards)
    const { toPixel } = imageProjection(wcs)
    lon.forEach((from, i) => {
      if (from === null) return
      const found = toPixel(from, lat[i]!)
      expect(found === null, `pixel ${i}`).toBe(column[i] === null)
      if (!found) return
      const apart = Math.hypot(found[0] - column[i]!, found[1] - row[i]!) * pixelSideOf(wcs)
      expect(apart, `pixel ${i}`).toBeLessThan(toleranceOf(name))
    })
  })
})

const plain = { CTYPE1: 'RA---TAN', CTYPE2: 'DEC--TAN', CRVAL1: 10, CRVAL2: 20, CDELT1: -0.1, CDELT2: 0.1 }

describe('the coordinates in a header', () => {
  it('are celestial if both axes are: RA and DEC, Galactic or ecliptic', () => {
    const claims = (first: string, second: string) => claimsSky(hduOf({ CTYPE1: first, CTYPE2: second }).header)
    expect(claims('RA---TAN', 'DEC--TAN')).toBe(true)
    expect(claims('GLON-CAR', 'GLAT-CAR')).toBe(true)
    expect(claims('DEC--TAN-SIP', 'RA---TAN-SIP')).toBe(true)
    expect(claims('XOFFSET', 'YOFFSET')).toBe(false)
    expect(claims('RA---TAN', 'FREQ')).toBe(false)
    expect(claimsSky(hduOf({ CTYPE1: 'RA---TAN' }).header)).toBe(false)
  })

  it('have the frame of their axes', () => {
    expect(read(plain).frame).toBe('C')
    expect(read({ ...plain, RADESYS: 'FK5', EQUINOX: 2000 }).frame).toBe('C')
    expect(read({ ...plain, CTYPE1: 'GLON-TAN', CTYPE2: 'GLAT-TAN', EQUINOX: 1950 }).frame).toBe('G')
    expect(read({ ...plain, CTYPE1: 'ELON-TAN', CTYPE2: 'ELAT-TAN' }).frame).toBe('E')
  })

  it('have an equinox unless it is that of J2000, or the frame is given', () => {
    const equinoxOf = (cards: Record<string, CardValue>) => read({ ...plain, ...cards }).wcs.equinox
    expect(equinoxOf({})).toBeUndefined()
    expect(equinoxOf({ RADESYS: 'ICRS', EQUINOX: 1950 })).toBeUndefined()
    expect(equinoxOf({ RADESYS: 'FK5' })).toBeUndefined()
    expect(equinoxOf({ EQUINOX: 2000 })).toBeUndefined()
    expect(equinoxOf({ RADECSYS: 'FK4' })).toEqual({ frame: 'C', system: 'FK4', year: 1950 })
    expect(equinoxOf({ EQUINOX: '1950.0' })).toEqual({ frame: 'C', system: 'FK4', year: 1950 })
    expect(equinoxOf({ EQUINOX: 1984.5 })).toEqual({ frame: 'C', system: 'FK5', year: 1984.5 })
    // The date of an observation is not the equinox.
    expect(equinoxOf({ EPOCH: 2003.4 })).toBeUndefined()
    expect(equinoxOf({ EPOCH: 1950 })).toEqual({ frame: 'C', system: 'FK4', year: 1950 })
    const ecliptic = { CTYPE1: 'ELON-TAN', CTYPE2: 'ELAT-TAN' }
    expect(equinoxOf({ ...ecliptic, RADESYS: 'FK5', EQUINOX: 1975 })).toMatchObject({ frame: 'E', year: 1975 })
    const given = readImageCoordinates('map.fits', hduOf({ ...plain, EQUINOX: 1950 }), 'C')
    expect([given.frame, given.wcs.equinox]).toEqual(['C', undefined])
  })

  it('of TAN have polynomials with parameters that only SCAMP writes, and not beside SIP', () => {
    const polynomialOf = (cards: Record<string, CardValue>) => read({ ...plain, ...cards }).wcs.tangent
    expect(polynomialOf({})).toBeUndefined()
    // Those of the standard: the fiducial point and the pole.
    expect(polynomialOf({ PV1_1: 0, PV1_2: 90, PV1_3: 180, PV2_1: 0 })).toBeUndefined()
    expect(polynomialOf({ PV1_7: 0.01 })!.lon.slice(0, 8)).toEqual([0, 1, 0, 0, 0, 0, 0, 0.01])
    expect(polynomialOf({ PV2_1: 1.01 })!.lat.slice(0, 3)).toEqual([0, 1.01, 0])
    expect(polynomialOf({ PV2_1: 1.01, A_ORDER: 2, A_2_0: 1e-4 })).toBeUndefined()
    expect(polynomialOf({ CTYPE1: 'RA---TPV', CTYPE2: 'DEC--TPV' })).toBeDefined()
    // The parameters do not also move the fiducial point.
    expect(read({ ...plain, PV1_1: 1, PV2_1: 1 }).wcs.fiducial).toBeNull()
  })

  it.each([
    [{ CTYPE1: 'DEC--TPV', CTYPE2: 'RA---TPV' }, /polynomials of TPV are only defined for longitude on the first axis/],
    [{ CTYPE1: 'ELON-TAN', CTYPE2: 'ELAT-TAN', EQUINOX: 1950 }, /card EQUINOX: ecliptic coordinates in FK4 are not/],
    [{ CTYPE2: 'DEC--SIN' }, /HDU 2, cards CTYPE1 and CTYPE2: RA---TAN and DEC--SIN are not the two coordinates/],
    [{ CTYPE2: 'GLAT-TAN' }, /are not the two coordinates of one projection/],
    [{ CTYPE2: 'RA---TAN' }, /are not the two coordinates of one projection/],
    [{ CTYPE1: 'RA---XYZ', CTYPE2: 'DEC--XYZ' }, /the projection XYZ is not known; .* \(known are AZP, SZP, TAN/],
    [{ CTYPE1: 'RA---TAN-TPD', CTYPE2: 'DEC--TAN-TPD' }, /card CTYPE1: the distortion TPD is not supported; resample/],
    [{ CPDIS1: 'LOOKUP' }, /card CPDIS1: a distortion by tables is not supported/],
    [{ CUNIT1: 'parsec' }, /card CUNIT1: parsec is not a known unit of angle/],
    [{ RADESYS: 'GAPPT' }, /HDU 2, card RADESYS: GAPPT is not supported \(ICRS, FK5, FK4/],
    [{ EQUINOX: 20 }, /card EQUINOX: 20 is not the year of an equinox; correct the card/],
    [{ CDELT1: 0 }, /celestial coordinates: the matrix of the pixels has no inverse/],
    [
      { CRPIX1: 'Infinity' },
      /celestial coordinates: the reference point, the matrix of the pixels or a parameter is not finite/,
    ],
    [{ LONPOLE: 'Infinity' }, /or a parameter is not finite/],
    [{ CTYPE1: 'RA---ZPN', CTYPE2: 'DEC--ZPN', PV2_3: 'Infinity' }, /or a parameter is not finite/],
    [{ CTYPE1: 'RA---COE', CTYPE2: 'DEC--COE' }, /PVi_1 of COE, the latitude of its cone, is missing/],
    [{ CTYPE1: 'RA---CAR', CTYPE2: 'DEC--CAR', LONPOLE: 90 }, /LONPOLE does not fit the reference point/],
    [{ A_ORDER: 12 }, /card A_ORDER: 12 is not an order from 0 to 9/],
  ])('are refused with the card and what to do: %j', (cards, message) => {
    expect(() => read({ ...plain, ...cards } as Record<string, CardValue>)).toThrow(message)
  })
})
