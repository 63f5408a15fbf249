import { expect, test } from 'vitest'
import type { CelestialWcs } from '../../../../../src-shared/sky/projection/wcs/celestial-wcs.ts'
import { imageProjection, pixelSideOf } from '../../../../../src-shared/sky/projection/wcs/image-projection.ts'

/** A tangent plane at longitude 80, latitude 30, with pixels of 0.1 by 0.2 degrees. */
const wcs: CelestialWcs = {
  ...{ projection: 'TAN', parameters: [], crpix: [2, 2], crval: [80, 30], fiducial: null, offset: false },
  cd: [
    [-0.1, 0],
    [0, 0.2],
  ],
  ...{ lonPole: null, latPole: null, sip: null },
}

test('the reference pixel is at the reference point, and the next one along a row west of it', () => {
  const { toSky, toPixel } = imageProjection(wcs)
  expect(toSky(1, 1)!.map((degrees) => Number(degrees.toFixed(12)))).toEqual([80, 30])
  expect(toSky(2, 1)![0]).toBeLessThan(80)
  toPixel(80, 30)!.forEach((pixel) => expect(pixel).toBeCloseTo(1, 12))
})

test('the side of a pixel is that of a square with its area', () => {
  expect(pixelSideOf(wcs)).toBeCloseTo(Math.sqrt(0.02), 14)
})

test('pixels show no sky where the plane runs out of numbers', () => {
  // Found by damaged headers: the square of such a distance overflows.
  const far = imageProjection({ ...wcs, crpix: [1e308, 2], sip: { a: [[0], [0], [0.001]], b: [] } })
  expect(far.toSky(0, 0)).toBeNull()
  const steep = imageProjection({ ...wcs, sip: { a: [[0], [0], [Infinity]], b: [] } })
  expect(steep.toSky(0, 0)).toBeNull()
})

test('a plane shows no sky behind it', () => {
  expect(imageProjection(wcs).toPixel(260, -30)).toBeNull()
  expect(imageProjection(wcs).repeat).toBeNull()
})

test.each([
  ['crval', { crval: [80, Infinity] }],
  [
    'cd',
    {
      cd: [
        [NaN, 0],
        [0, 1],
      ],
    },
  ],
  ['lonPole', { lonPole: Infinity }],
  ['parameters', { parameters: [undefined, -Infinity] }],
  ['fiducial', { fiducial: [0, NaN] }],
] as [string, Partial<CelestialWcs>][])('coordinates with a number that is not finite are refused: %s', (_, change) => {
  expect(() => imageProjection({ ...wcs, ...change })).toThrow('not finite')
})
