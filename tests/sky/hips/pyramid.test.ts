import { expect, test } from 'vitest'
import { deepestOrder, placeOf, requireTile, tileName, tileNside } from '../../../src-main/sky/hips/pyramid.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import type { SkyImage } from '../../../src-shared/sky/image/sky-image.ts'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'

const map = (nside: number) => ({ nside }) as HealpixMap
/** An image whose pixels have this side in degrees. */
const image = (step: number) =>
  ({
    wcs: {
      cd: [
        [-step, 0],
        [0, step],
      ],
    },
  }) as unknown as SkyImage

test('the deepest tiles have the map’s resolution', () => {
  expect([1, 16, 512, 1024, 2048, 8192].map((nside) => deepestOrder(map(nside)))).toEqual([0, 0, 0, 1, 2, 4])
  expect([513, 600].map((nside) => deepestOrder(map(nside)))).toEqual([1, 1])
  expect([512, 1024, 65_536]).toEqual([0, 1, 7].map(tileNside))
})

test('those of an image have at least its resolution, up to pixels of 3.2 arcseconds', () => {
  // A pixel of nside 512 has 6.87 arcminutes on a side, one of nside 65,536 3.22 arcseconds.
  expect([1, 6.9 / 60, 6.8 / 60, 1 / 60, 3.3 / 3600, 0.1 / 3600].map((step) => deepestOrder(image(step)))).toEqual([
    0, 0, 1, 3, 7, 7,
  ])
})

test('tiles that a map does not have are refused', () => {
  expect(() => requireTile(map(1024), { order: 1, number: 47 })).not.toThrow()
  expect(() => requireTile(map(1024), { order: 1, number: 48 })).toThrow(/no tile 48 of order 1; they run from 0 to 47/)
  expect(() => requireTile(map(1024), { order: 0, number: -1 })).toThrow(SkyError)
  expect(() => requireTile(map(1024), { order: 0, number: 1.5 })).toThrow(SkyError)
  expect(() => requireTile(map(1024), { order: 2, number: 0 })).toThrow(/no tiles of order 2; .* order 0 to 1/)
})

test('the file of a tile lies in a folder of ten thousand', () => {
  expect(tileName({ order: 3, number: 767 })).toBe('Norder3/Dir0/Npix767.fits')
  expect(tileName({ order: 6, number: 30_001 })).toBe('Norder6/Dir30000/Npix30001.fits')
  expect(placeOf('Norder6/Dir30000/Npix30001.fits')).toEqual({ order: 6, number: 30_001 })
  expect(placeOf('Norder3/Allsky.fits')).toBeNull()
  expect(placeOf('properties')).toBeNull()
})
