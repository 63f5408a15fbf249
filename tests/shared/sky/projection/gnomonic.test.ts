import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gnomonic, tangentPlane } from '../../../../src-shared/sky/projection/gnomonic.ts'
import { gnomonicInverse } from '../../../../src-shared/sky/projection/gnomonic-inverse.ts'
import { patchPixels, pixelOffset, pixelWidth } from '../../../../src-shared/sky/projection/patch-pixels.ts'
import { wcsOfPatch } from '../../../../src-shared/sky/projection/wcs-of-patch.ts'
import { convert } from '../../../../src-shared/sky/frames.ts'
import reference from '../../../reference/healpix.json' with { type: 'json' }

const longitude = fc.double({ min: 0, max: 359.999, noNaN: true })
const latitude = fc.double({ min: -90, max: 90, noNaN: true })
const offset = fc.double({ min: -30, max: 30, noNaN: true })

test('a point of the plane survives the round trip to the sky', () => {
  fc.assert(
    fc.property(longitude, latitude, offset, offset, (lon, lat, xi, eta) => {
      const plane = tangentPlane(lon, lat)
      const back = gnomonic(plane, ...gnomonicInverse(plane, xi, eta))
      expect(back?.[0]).toBeCloseTo(xi, 9)
      expect(back?.[1]).toBeCloseTo(eta, 9)
    }),
  )
})

test('45 degrees from the centre is at 180 / pi degrees of the plane, and 90 degrees is nowhere', () => {
  expect(gnomonic(tangentPlane(10, 0), 10, 45)?.[1]).toBeCloseTo(180 / Math.PI, 12)
  expect(gnomonic(tangentPlane(10, 0), 55, 0)?.[0]).toBeCloseTo(180 / Math.PI, 12)
  expect(gnomonic(tangentPlane(10, 0), 110, 0)).toBeNull()
  expect(gnomonic(tangentPlane(10, 0), 190, 0)).toBeNull()
})

test('the pixels of a patch are where astropy’s GLON-TAN WCS puts them, poles and longitude 0 included', () => {
  const { size, width, cuts } = reference.patches
  for (const { lon, lat, rows, columns, pixelLon, pixelLat } of cuts) {
    const pixels = patchPixels(tangentPlane(lon, lat), { size, width })
    rows.forEach((row, i) => {
      const at = row * size + columns[i]
      const turn = ((pixels.lon[at] - pixelLon[i] + 540) % 360) - 180
      expect(turn * Math.cos((pixelLat[i] * Math.PI) / 180)).toBeCloseTo(0, 10)
      expect(pixels.lat[at]).toBeCloseTo(pixelLat[i], 10)
    })
  }
})

test('row 0 is south, column 0 east, and the grid is inclusive at both ends', () => {
  const geometry = { size: 256, width: 8 }
  expect(pixelWidth(geometry)).toBe(8 / 255)
  expect(pixelOffset(geometry, 0, 0)).toEqual([4, -4])
  expect(pixelOffset(geometry, 255, 255)).toEqual([-4, 4])
})

test('the cards describe the grid: the reference pixel at the centre, east to the left', () => {
  const cards = new Map(
    wcsOfPatch({ lon: 123.5, lat: -40 }, { size: 64, width: 8 }).map(({ keyword, value }) => [keyword, value]),
  )
  expect(Object.fromEntries(cards)).toMatchObject({
    CTYPE1: 'GLON-TAN',
    CTYPE2: 'GLAT-TAN',
    CRPIX1: 32.5,
    CRPIX2: 32.5,
    CRVAL1: 123.5,
    CRVAL2: -40,
    CDELT1: -8 / 63,
    CDELT2: 8 / 63,
    LONPOLE: 180,
  })
})

test('a plane for a map in another frame keeps Galactic axes: its points are the same positions', () => {
  const [lon, lat] = gnomonicInverse(tangentPlane(210, -20), 3, 2)
  const [ra, dec] = gnomonicInverse(tangentPlane(210, -20, 'C'), 3, 2)
  const [l, b] = convert('C', 'G', ra, dec)
  expect(l).toBeCloseTo(lon, 10)
  expect(b).toBeCloseTo(lat, 10)
})
