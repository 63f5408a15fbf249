import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPosition } from '../../../src-renderer/sky/format-position.ts'
import { parsePosition } from '../../../src-shared/sky/parse-position.ts'

/** The Crab nebula, as astropy converts it: ICRS 05h34m31.94s +22d00m52.2s. */
const crab = { lon: 184.5574, lat: -5.7844 }

describe('a typed position', () => {
  it.each([
    '120.5 -30',
    '120.5, -30',
    ' 120.5,-30 ',
    '120.5° −30°',
    'l 120.5 b -30',
    'gal 120.5 -30',
    'l=120.5, b=-30',
  ])('is Galactic without a word for another frame: %s', (text) =>
    expect(parsePosition(text)).toEqual({ lon: 120.5, lat: -30, frame: 'G' }),
  )

  it.each([
    '05:34:31.94 +22:00:52.2',
    '05h34m31.94s +22d00m52.2s',
    '5h34m31.94s, +22°00′52.2″',
    'J2000 05 : 34 : 31.94 +22:00:52.2',
    'RA 83.633083 Dec 22.014500',
    'RA: 83.633083, Dec: 22.0145',
    'icrs 83.633083 22.0145',
    'RA 83d37m59.1s Dec 22d00m52.2s',
  ])('is equatorial if sexagesimal, or after a word for that frame: %s', (text) => {
    const found = parsePosition(text)!
    expect(found.frame).toBe('C')
    expect(found.lon).toBeCloseTo(crab.lon, 3)
    expect(found.lat).toBeCloseTo(crab.lat, 3)
  })

  it('is ecliptic after its word', () => {
    // The pole of the ecliptic in Galactic degrees, as astropy gives it.
    const { lon, lat, frame } = parsePosition('ecl 0 90')!
    expect(frame).toBe('E')
    expect([lon, lat]).toEqual([expect.closeTo(96.3839, 3), expect.closeTo(29.8115, 3)])
  })

  it('keeps the sign of -00 degrees, and wraps longitudes', () => {
    expect(parsePosition('gal -00:30 -00:30')).toMatchObject({ lon: 359.5, lat: -0.5 })
    expect(parsePosition('-10 5')!.lon).toBeCloseTo(350, 10)
    expect(parsePosition('370 5')!.lon).toBeCloseTo(10, 10)
  })

  it('is what the window copies', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 359.9, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        (lon, lat) => {
          const [galactic, equatorial] = formatPosition({ lon, lat }).split('  ')
          const found = parsePosition(galactic)!
          expect(found.lon).toBeCloseTo(lon, 4)
          expect(found.lat).toBeCloseTo(lat, 4)
          expect(parsePosition(equatorial)!.lat).toBeCloseTo(lat, 3)
        },
      ),
      { numRuns: 100, seed: 1 },
    )
  })

  it.each(['', 'Taurus', '12', '1 2 3', 'M 42', 'ra dec'])('is not read from %j', (text) =>
    expect(parsePosition(text)).toBeNull(),
  )

  it('beyond a pole, or with 60 minutes, is refused with the reason', () => {
    expect(() => parsePosition('10 91')).toThrow('the latitude 91 is beyond the poles')
    expect(() => parsePosition('05:61:00 10:00:00')).toThrow('61 minutes or seconds: give less than 60')
    expect(() => parsePosition('05:10:00 10:00:60')).toThrow('60 minutes or seconds')
  })
})
