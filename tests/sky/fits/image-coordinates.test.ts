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

/** astropy's positions and pixels agree to this, degrees; it computes CSC in single precision. */
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

  it.each([
    [{ CTYPE2: 'DEC--SIN' }, /HDU 2, cards CTYPE1 and CTYPE2: RA---TAN and DEC--SIN are not the two coordinates/],
    [{ CTYPE2: 'GLAT-TAN' }, /are not the two coordinates of one projection/],
    [{ CTYPE2: 'RA---TAN' }, /are not the two coordinates of one projection/],
    [{ CTYPE1: 'RA---XYZ', CTYPE2: 'DEC--XYZ' }, /the projection XYZ is not known; .* \(known are AZP, SZP, TAN/],
    [{ CTYPE1: 'RA---TAN-TPD', CTYPE2: 'DEC--TAN-TPD' }, /card CTYPE1: the distortion TPD is not supported; resample/],
    [{ CPDIS1: 'LOOKUP' }, /card CPDIS1: a distortion by tables is not supported/],
    [{ CUNIT1: 'parsec' }, /card CUNIT1: parsec is not a known unit of angle/],
    [{ RADESYS: 'FK4', EQUINOX: 1975 }, /HDU 2, card (RADESYS|EQUINOX)/],
    [{ CDELT1: 0 }, /celestial coordinates: the matrix of the pixels has no inverse/],
    [{ CRPIX1: 'Infinity' }, /celestial coordinates: the reference point or the matrix of the pixels is not finite/],
    [{ CTYPE1: 'RA---COE', CTYPE2: 'DEC--COE' }, /PVi_1 of COE, the latitude of its cone, is missing/],
    [{ CTYPE1: 'RA---CAR', CTYPE2: 'DEC--CAR', LONPOLE: 90 }, /LONPOLE does not fit the reference point/],
    [{ A_ORDER: 12 }, /card A_ORDER: 12 is not an order from 0 to 9/],
  ])('are refused with the card and what to do: %j', (cards, message) => {
    expect(() => read({ ...plain, ...cards } as Record<string, CardValue>)).toThrow(message)
  })
})
