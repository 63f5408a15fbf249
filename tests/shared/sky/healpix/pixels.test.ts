import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ang2pix, ang2pixNest, ang2pixRing } from '../../../../src-shared/sky/healpix/ang2pix.ts'
import { gatherBits, nestedInFace, spreadBits } from '../../../../src-shared/sky/healpix/faces.ts'
import { nest2ring } from '../../../../src-shared/sky/healpix/nest2ring.ts'
import { pix2ang, pix2angRing, ringOfPixel } from '../../../../src-shared/sky/healpix/pix2ang.ts'
import { ring2nest } from '../../../../src-shared/sky/healpix/ring2nest.ts'
import { npixOf, nsideOf, orderOf } from '../../../../src-shared/sky/healpix/map.ts'
import reference from '../../../reference/healpix.json' with { type: 'json' }

const powersOfTwo = fc.integer({ min: 0, max: 13 }).map((order) => 2 ** order)
const nsideAndPixel = powersOfTwo.chain((nside) =>
  fc.tuple(fc.constant(nside), fc.integer({ min: 0, max: npixOf(nside) - 1 })),
)

describe.each(reference.pixels)(
  'at nside $nside, as healpy',
  ({ nside, lon, lat, ring, nest, centreLon, centreLat }) => {
    test('a position lies in its RING and its NESTED pixel', () => {
      expect(lon.map((l, i) => ang2pix(nside, 'RING', l, lat[i]))).toEqual(ring)
      expect(lon.map((l, i) => ang2pix(nside, 'NESTED', l, lat[i]))).toEqual(nest)
    })

    test('the centres of pixels are correct in both orders', () => {
      ring.forEach((pixel, i) => {
        const [l, b] = pix2ang(nside, 'RING', pixel)
        expect(l).toBeCloseTo(centreLon[i], 9)
        expect(b).toBeCloseTo(centreLat[i], 10)
        expect(pix2ang(nside, 'NESTED', nest[i])).toEqual([l, b])
      })
    })

    test('RING and NESTED numbers convert to each other', () => {
      expect(nest.map((pixel) => nest2ring(nside, pixel))).toEqual(ring)
      expect(ring.map((pixel) => ring2nest(nside, pixel))).toEqual(nest)
    })
  },
)

test('a RING number survives conversion to NESTED and back, for any nside and pixel', () => {
  fc.assert(
    fc.property(nsideAndPixel, ([nside, pixel]) => {
      expect(nest2ring(nside, ring2nest(nside, pixel))).toBe(pixel)
    }),
  )
})

test('the centre of a pixel is in the pixel, whatever multiple of 360 is added to the longitude', () => {
  fc.assert(
    fc.property(nsideAndPixel, fc.integer({ min: -2, max: 2 }), ([nside, pixel], turns) => {
      const [lon, lat] = pix2angRing(nside, pixel)
      expect(lon).toBeGreaterThanOrEqual(0)
      expect(lon).toBeLessThan(360)
      expect(ang2pixRing(nside, lon + 360 * turns, lat)).toBe(pixel)
      expect(ang2pixNest(nside, lon + 360 * turns, lat)).toBe(ring2nest(nside, pixel))
    }),
  )
})

test('a position is never further from its pixel’s centre than a pixel is wide', () => {
  fc.assert(
    fc.property(
      powersOfTwo,
      fc.double({ min: 0, max: 360, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      (nside, lon, lat) => {
        const [l, b] = pix2angRing(nside, ang2pixRing(nside, lon, lat))
        const rad = Math.PI / 180
        const haversine =
          Math.sin(((b - lat) * rad) / 2) ** 2 +
          Math.cos(b * rad) * Math.cos(lat * rad) * Math.sin(((l - lon) * rad) / 2) ** 2
        // healpy.max_pixrad(1) is 48.19 degrees, and it falls with 1 / nside.
        expect((2 * Math.asin(Math.sqrt(haversine))) / rad).toBeLessThanOrEqual(1.25 * (48.19 / nside))
      },
    ),
  )
})

test('every pixel of small RING maps, nside not a power of two, is found from its centre', () => {
  for (let pixel = 0; pixel < npixOf(3); pixel++) expect(ang2pixRing(3, ...pix2angRing(3, pixel))).toBe(pixel)
})

test('rings of nside 2 have 4, 8, 8, 8, 8, 8 and 4 pixels', () => {
  const counts = new Array<number>(7).fill(0)
  for (let pixel = 0; pixel < 48; pixel++) counts[ringOfPixel(2, pixel) - 1]++
  expect(counts).toEqual([4, 8, 8, 8, 8, 8, 4])
})

test('spreading and gathering bits are inverse, and the first pixels of a face run along x, then y', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 65535 }), (value) => gatherBits(spreadBits(value)) === value))
  expect(spreadBits(0b1011)).toBe(0b1000101)
  expect([nestedInFace(4, 2, 0, 0), nestedInFace(4, 2, 1, 0), nestedInFace(4, 2, 0, 1)]).toEqual([32, 33, 34])
})

test('nside and order follow from the number of pixels', () => {
  expect(nsideOf(12 * 64 ** 2)).toBe(64)
  expect(nsideOf(1000)).toBeNull()
  expect(orderOf(1024)).toBe(10)
  expect(orderOf(3)).toBe(-1)
})
