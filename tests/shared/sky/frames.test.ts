import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  apply,
  convert,
  convertAll,
  dot,
  fromVector,
  rotationBetween,
  toVector,
} from '../../../src-shared/sky/frames.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { separation } from '../../../src-shared/sky/position.ts'
import reference from '../../reference/healpix.json' with { type: 'json' }
import skyView from '../../reference/sky-view.json' with { type: 'json' }

const { lon, lat, fk5, icrs, ecliptic, healpyEcliptic } = reference.frames

/** Angle between two positions, in degrees. */
const apart = (a: [number, number], b: [number, number]) => {
  const [u, v] = [toVector(...a), toVector(...b)]
  return (
    (Math.atan2(
      Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]),
      dot(u, v),
    ) *
      180) /
    Math.PI
  )
}

const worst = (frame: Frame, theirs: number[][]) =>
  Math.max(...lon.map((l, i) => apart(convert('G', frame, l, lat[i]), [theirs[0][i], theirs[1][i]])))

test('Galactic to FK5 J2000 is astropy’s to the last digits', () => {
  expect(worst('C', fk5)).toBeLessThan(1e-9)
})

test('ICRS differs from FK5 by the frame tie, at most 0.04 arcsec', () => {
  expect(worst('C', icrs)).toBeLessThan(0.04 / 3600)
})

test('the ecliptic is that of astropy (BarycentricMeanEcliptic of J2000), and healpy’s to 0.2 arcsec', () => {
  expect(worst('E', ecliptic)).toBeLessThan(1e-9)
  expect(worst('E', healpyEcliptic)).toBeLessThan(0.2 / 3600)
})

test('a position converted to another frame and back is unchanged', () => {
  const frames = fc.constantFrom<Frame>('G', 'C', 'E')
  fc.assert(
    fc.property(
      frames,
      frames,
      fc.double({ min: 0, max: 359.999, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      (from, to, l, b) => {
        const there = convert(from, to, l, b)
        expect(there[0]).toBeGreaterThanOrEqual(0)
        expect(there[0]).toBeLessThan(360)
        expect(apart(convert(to, from, ...there), [l, b])).toBeLessThan(1e-11)
      },
    ),
  )
})

test('rotations keep right angles and lengths', () => {
  const rotation = rotationBetween('E', 'G')
  const [x, y] = [apply(rotation, [1, 0, 0]), apply(rotation, [0, 1, 0])]
  expect(dot(x, y)).toBeCloseTo(0, 14)
  expect(dot(x, x)).toBeCloseTo(1, 14)
})

test('longitudes are returned within one turn', () => {
  expect(convert('G', 'G', -30, 5)).toEqual([330, 5])
  expect(fromVector([0, -2, 0])).toEqual([270, 0])
  expect(fromVector([1, -1e-300, 0])[0]).toBe(0)
})

test('converting many positions at once gives the same as one by one, and astropy’s ICRS is within 1e-5 degrees', () => {
  const galactic = [skyView.icrs.map((one) => one.lon), skyView.icrs.map((one) => one.lat)] as const
  const [ra, dec] = convertAll('G', 'C', ...galactic)
  skyView.icrs.forEach((one, i) => {
    expect([ra[i], dec[i]]).toEqual(convert('G', 'C', one.lon, one.lat))
    expect(separation({ lon: ra[i], lat: dec[i] }, { lon: one.ra, lat: one.dec })).toBeLessThan(1e-5)
  })
})
