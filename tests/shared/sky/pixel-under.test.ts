import { describe, expect, it } from 'vitest'
import { pixelUnder, pixelWords } from '../../../src-shared/sky/healpix/pixel-under.ts'

describe('the pixel under a position', () => {
  // healpy 1.20: ang2pix(nside, lon, lat, lonlat=True), and ring2nest of it.
  it.each([
    [64, 10, 40, 8839, 2619],
    [512, 212, -19, 2085046, 2860513],
    [6, 33, 5, 182, null],
  ])('of nside %d at %d, %d has healpy’s numbers', (nside, lon, lat, ring, nested) => {
    expect(pixelUnder(nside, 'RING', lon, lat)).toEqual({ nside, ordering: 'RING', ring, nested })
  })

  it('is named in the map’s own order first', () => {
    expect(pixelWords(pixelUnder(64, 'RING', 10, 40))).toBe('pixel 8839 RING, nside 64')
    expect(pixelWords(pixelUnder(64, 'NESTED', 10, 40))).toBe('pixel 2619 NESTED (8839 RING), nside 64')
  })
})
