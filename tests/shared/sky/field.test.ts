import { describe, expect, it } from 'vitest'
import { fieldSampler, isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import type { HealpixMap, Ordering } from '../../../src-shared/sky/healpix/map.ts'
import type { SkyImage } from '../../../src-shared/sky/image/sky-image.ts'

const map = (ordering: Ordering): HealpixMap => ({
  ...{ nside: 4, ordering, frame: 'G' },
  values: Float64Array.from({ length: 192 }, (_, pixel) => pixel),
})

/** Plate carrée of the whole sky in pixels of 10 degrees, whose value is the longitude of their centre. */
const image: SkyImage = {
  ...{ width: 36, height: 18, frame: 'C' },
  wcs: {
    ...{ projection: 'CAR', parameters: [], crpix: [18.5, 9.5], crval: [0, 0], fiducial: null, offset: false },
    cd: [
      [10, 0],
      [0, 10],
    ],
    ...{ lonPole: null, latPole: null, sip: null },
  },
  values: Float64Array.from({ length: 648 }, (_, pixel) => 10 * (pixel % 36) - 175),
}

describe('a field of values on the sky', () => {
  it('is a map or an image', () => {
    expect([map('RING'), image].map((field: SkyField) => isImage(field))).toEqual([false, true])
  })

  it.each(['RING', 'NESTED'] as const)(
    'that is a map in %s order has the value of the pixel at its centre',
    (order) => {
      const { nearest, interpolate } = fieldSampler(map(order))
      for (const pixel of [0, 5, 77, 100, 191]) {
        const [lon, lat] = pix2ang(4, order, pixel)
        expect(nearest(lon, lat)).toBe(pixel)
        expect(interpolate(lon, lat)).toBeCloseTo(pixel, 9)
      }
    },
  )

  it('that is an image is linear between the centres of its pixels, and stepped otherwise', () => {
    const { nearest, interpolate } = fieldSampler(image)
    expect(interpolate(37, 12)).toBeCloseTo(37, 9)
    expect(interpolate(-101.5, -60)).toBeCloseTo(-101.5, 9)
    expect(nearest(37, 12)).toBe(35)
    expect(nearest(-101.5, -60)).toBe(-105)
  })

  it('is missing where one of the pixels around is', () => {
    const holed = map('RING')
    holed.values[100] = NaN
    const { nearest, interpolate } = fieldSampler(holed)
    const [lon, lat] = pix2ang(4, 'RING', 100)
    expect(nearest(lon, lat)).toBeNaN()
    expect(interpolate(lon + 3, lat)).toBeNaN()
  })
})
