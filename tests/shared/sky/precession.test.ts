import { describe, expect, it } from 'vitest'
import { eTerms, withETerms, withoutETerms } from '../../../src-shared/sky/e-terms.ts'
import { fromVector, toVector } from '../../../src-shared/sky/frames.ts'
import { separation } from '../../../src-shared/sky/position.ts'
import { toJ2000, type Equinox } from '../../../src-shared/sky/precession.ts'
import reference from '../../reference/equinoxes.json' with { type: 'json' }

interface Positions {
  lon: number[]
  lat: number[]
}
const cases = (reference.cases as (Equinox & { exact: Positions; iau2006?: Positions })[]).map(
  (one) => [`${one.system} of ${one.year}, ${one.frame === 'C' ? 'equatorial' : 'ecliptic'}`, one] as const,
)

/** The largest distance in degrees between positions of the equinox in J2000 and those expected. */
function furthest(equinox: Equinox, expected: Positions): number {
  const { toJ2000: converted } = toJ2000(equinox)
  return Math.max(
    ...reference.lon.map((lon, i) => {
      const [foundLon, foundLat] = fromVector(converted(toVector(lon, reference.lat[i])))
      return separation({ lon: foundLon, lat: foundLat }, { lon: expected.lon[i], lat: expected.lat[i] })
    }),
  )
}

describe('positions of another equinox', () => {
  it.each(cases)('%s: agree with astropy and ERFA to 1e-9 deg', (_, one) => {
    expect(furthest(one, one.exact)).toBeLessThan(1e-9)
  })

  it.each(cases.filter(([, { iau2006 }]) => iau2006))(
    '%s: differ from the precession of IAU 2006 by up to 0.3 arcsec a century',
    (_, one) => {
      const centuries = Math.abs(one.year - 2000) / 100
      // Obliquities at J2000 differ by another 0.04 arcsec.
      expect(furthest(one, one.iau2006!)).toBeLessThan((0.35 * centuries + 0.05) / 3600)
    },
  )

  it.each(cases)('%s: lead there and back', (_, one) => {
    const { toJ2000: there, fromJ2000: back } = toJ2000(one)
    reference.lon.forEach((lon, i) => {
      const [foundLon, foundLat] = fromVector(back(there(toVector(lon, reference.lat[i]))))
      const apart = separation({ lon: foundLon, lat: foundLat }, { lon, lat: reference.lat[i] })
      // The matrix from FK4 to FK5 is orthogonal to ten digits, and less so with its change in 50 years.
      expect(apart).toBeLessThan(one.system === 'FK5' ? 1e-12 : 1e-6)
    })
  })
})

describe('the E-terms of aberration', () => {
  it('are up to 0.34 arcsec long', () => {
    expect((Math.hypot(...eTerms(1950)) * 180 * 3600) / Math.PI).toBeCloseTo(0.343, 3)
  })

  it('are put back as they were taken out, for a vector of any length', () => {
    const terms = eTerms(1950)
    for (const [lon, lat] of [
      [10, 20],
      [200, -80],
      [90, 0],
    ]) {
      const [x, y, z] = withoutETerms(toVector(lon, lat), terms)
      const [foundLon, foundLat] = fromVector(withETerms([3 * x, 3 * y, 3 * z], terms))
      expect(separation({ lon: foundLon, lat: foundLat }, { lon, lat })).toBeLessThan(1e-13)
    }
  })
})
