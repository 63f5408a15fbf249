import { describe, expect, it } from 'vitest'
import { ang2pix } from '../../../../src-shared/sky/healpix/ang2pix.ts'
import { interpolateAt } from '../../../../src-shared/sky/healpix/interpolate.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { nest2ring } from '../../../../src-shared/sky/healpix/nest2ring.ts'
import { pix2ang } from '../../../../src-shared/sky/healpix/pix2ang.ts'
import { reorder } from '../../../../src-shared/sky/healpix/reorder.ts'

describe('the pixel of a position at a pole, at longitude 0 or after whole turns', () => {
  // healpy 1.20: ang2pix(nside, lon mod 360, lat, nest, lonlat=True)
  it.each([
    [8192, 0, 90, 0, 67108863],
    [8192, 359.999999, 89.9999, 3, 268435455],
    [8192, -45.3, -89.99999, 805306367, 738197504],
    [8192, 720.1, 41.8103, 134201353, 44739177],
    [4, 359.999, 0, 103, 73],
    [4, 360.001, 0, 88, 70],
    [4, 0, 0.001, 72, 76],
    [4, 720, -0.001, 104, 67],
    [1, 90, -90, 9, 9],
    [1, 44.9, -41.9, 8, 8],
  ])('of nside %d at %d, %d is healpy’s', (nside, lon, lat, ring, nested) => {
    expect(ang2pix(nside, 'RING', lon, lat)).toBe(ring)
    expect(ang2pix(nside, 'NESTED', lon, lat)).toBe(nested)
  })

  it('is a pixel of the map even where rounding leaves the interval of longitudes', () => {
    for (const lon of [-1e-20, -1e-14, 360 - 1e-14, 1e7, -1e7])
      for (const lat of [90, -90, 66, 41.810314895778596, 0, -1e-300])
        for (const ordering of ['RING', 'NESTED'] as const) {
          const pixel = ang2pix(16, ordering, lon, lat)
          expect(Number.isInteger(pixel) && pixel >= 0 && pixel < npixOf(16)).toBe(true)
        }
  })

  it('on a border is the same in both orders', () => {
    for (const lon of [0, 45, 90, 180, 270, 337.5, 360])
      for (const lat of [90, 0, -90, 19.471220634490695, -19.471220634490695])
        expect(nest2ring(4, ang2pix(4, 'NESTED', lon, lat))).toBe(ang2pix(4, 'RING', lon, lat))
  })

  it('of the largest nside is found from its centre, first and last pixels of faces included', () => {
    const nside = 8192
    for (let face = 0; face < 12; face++)
      for (const inFace of [0, 1, nside, nside ** 2 - 1]) {
        const pixel = face * nside ** 2 + inFace
        expect(ang2pix(nside, 'NESTED', ...pix2ang(nside, 'NESTED', pixel))).toBe(pixel)
      }
  })
})

describe('interpolation there', () => {
  // healpy 1.20: get_interp_val(sin(1.7 arange(npix)), lon, lat, lonlat=True)
  it.each([
    [2, 0, 90, -0.047422743475523776],
    [2, 200, -90, -0.07893823009912088],
    [4, 359.9, 89, -0.08297400057827539],
    [4, 0.1, -85, -0.3991538505772999],
    [3, 0, 41.5, 0.9735414344923379],
    [1, 45, 60, -0.017900195212574313],
    [1, 315, -80, -0.002091410560046192],
    [8, 360, 0, -0.34538232680180925],
  ])('of nside %d at %d, %d has healpy’s value', (nside, lon, lat, value) => {
    const values = Float64Array.from({ length: npixOf(nside) }, (_, pixel) => Math.sin(1.7 * pixel))
    expect(interpolateAt({ nside, ordering: 'RING', values }, lon, lat)).toBeCloseTo(value, 12)
    if (nside === 3) return
    const nested = { nside, ordering: 'NESTED', values: reorder(values, 'RING', 'NESTED') } as const
    expect(interpolateAt(nested, lon, lat)).toBeCloseTo(value, 12)
  })

  it('at a pole is the mean of its four pixels, from every longitude', () => {
    const values = Float64Array.from({ length: 48 }, (_, pixel) => pixel ** 2)
    for (const lon of [0, 17, 45, 90, 300]) {
      expect(interpolateAt({ nside: 2, ordering: 'RING', values }, lon, 90)).toBeCloseTo((0 + 1 + 4 + 9) / 4, 10)
      const south = (44 ** 2 + 45 ** 2 + 46 ** 2 + 47 ** 2) / 4
      expect(interpolateAt({ nside: 2, ordering: 'RING', values }, lon, -90)).toBeCloseTo(south, 9)
    }
  })

  it('has no step at longitude 0', () => {
    const values = Float64Array.from({ length: npixOf(8) }, (_, pixel) => Math.cos(3 * pixel))
    for (const lat of [-88, -60, -20, 0, 33, 70, 89]) {
      const [west, east] = [360 - 1e-10, 1e-10].map((lon) =>
        interpolateAt({ nside: 8, ordering: 'RING', values }, lon, lat),
      )
      expect(west).toBeCloseTo(east, 7)
    }
  })
})
