import { expect, test } from 'vitest'
import { dataRegion } from '../../../src-main/sky/hips/data-region.ts'
import { tileValues } from '../../../src-main/sky/hips/tile-values.ts'
import { ang2pix } from '../../../src-shared/sky/healpix/ang2pix.ts'
import type { SkyImage } from '../../../src-shared/sky/image/sky-image.ts'

/** A plane of 21 x 21 pixels of half a degree around l 100, b 20; the value of a pixel is its column. */
const image = (changes: Partial<SkyImage> = {}): SkyImage => ({
  ...{ width: 21, height: 21, frame: 'G' },
  values: Float32Array.from({ length: 441 }, (_, i) => i % 21),
  wcs: {
    ...{ projection: 'TAN', parameters: [], crpix: [11, 11], crval: [100, 20], fiducial: null, offset: false },
    cd: [
      [-0.5, 0],
      [0, 0.5],
    ],
    ...{ lonPole: null, latPole: null, sip: null },
  },
  ...changes,
})

/** The base tile at a Galactic position. */
const tileAt = (lon: number, lat: number) => ({ order: 0, number: ang2pix(1, 'NESTED', lon, lat) })

test('tiles hold the pixels under theirs, and nothing outside the image', () => {
  const field = image()
  const here = tileValues(field, tileAt(100, 20))
  const known = here.filter((value) => !Number.isNaN(value))
  expect(known.length).toBeGreaterThan(2000)
  expect(known.every((value) => Number.isInteger(value) && value >= 0 && value <= 20)).toBe(true)
  expect(tileValues(field, tileAt(280, -20)).every(Number.isNaN)).toBe(true)
  const offset = tileValues(field, tileAt(100, 20), { zero: 7 })
  expect(offset.filter((value) => !Number.isNaN(value))[0]).toBe(known[0] - 7)
})

test('the initial view is a circle around the pixels with data', () => {
  const { diameter } = dataRegion(image())
  // To the corners, 5 sqrt(2) degrees of the plane away, and a pixel more.
  expect(diameter).toBeGreaterThan(14)
  expect(diameter).toBeLessThan(15.5)
  const half = image()
  half.values.fill(NaN, 0, 220)
  expect(dataRegion(half).diameter).toBeLessThan(diameter - 1)
  expect(dataRegion(image({ values: new Float32Array(441).fill(NaN) })).diameter).toBe(180)
})
