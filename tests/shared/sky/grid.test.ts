import { describe, expect, it } from 'vitest'
import { gridWords, nsideOfPatches, pixelSide, pixelsOf } from '../../../src-shared/sky/grid.ts'

const healpix = { kind: 'healpix', nside: 512, ordering: 'NESTED', indexing: 'implicit' } as const
const image = { kind: 'image', width: 4320, height: 2160, projection: 'CAR', pixel: 1 / 12 } as const

describe('the grid of a map', () => {
  it('has 12 nside^2 pixels, or those of the image', () => {
    expect([pixelsOf(healpix), pixelsOf(image)]).toEqual([3_145_728, 9_331_200])
  })

  it('has pixels of healpy.nside2resol, or as the image’s header says', () => {
    expect(pixelSide(healpix)).toBeCloseTo(6.870972823634812 / 60, 14)
    expect(pixelSide(image)).toBe(1 / 12)
  })

  it('suggests the nside whose pixels are as large as those of patches', () => {
    // HEALPix pixels of nside 512 are 6.87 arcmin wide, of nside 2048 1.72.
    expect([0.127, 6.87 / 60, 1.9 / 60, 500].map(nsideOfPatches)).toEqual([512, 512, 2048, 1])
  })

  it('is described in a few characters', () => {
    expect(gridWords(healpix)).toBe('n512 · NESTED')
    expect(gridWords(image)).toBe('4320 × 2160 px · CAR')
  })
})
