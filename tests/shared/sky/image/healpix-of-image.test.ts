import { describe, expect, it } from 'vitest'
import type { CardValue } from '../../../../src-main/sky/fits/card.ts'
import type { FitsHdu } from '../../../../src-main/sky/fits/hdu.ts'
import { makeHeader } from '../../../../src-main/sky/fits/header.ts'
import { readImageCoordinates } from '../../../../src-main/sky/fits/image-coordinates.ts'
import { npixOf, type Frame } from '../../../../src-shared/sky/healpix/map.ts'
import {
  healpixOfImage,
  nsideOfImage,
  pixelsAroundImage,
  samplingNside,
} from '../../../../src-shared/sky/image/healpix-of-image.ts'
import reference from '../../../reference/image-to-healpix.json' with { type: 'json' }

interface Listed {
  pixels: number[]
  values: number[]
}
interface Case extends Record<'sampled' | 'degraded', Listed>, Record<'width' | 'height' | 'fine' | 'coarse', number> {
  frame: string
  cards: Record<string, CardValue>
}
const cases = Object.entries(reference.cases as unknown as Record<string, Case>)

function imageOf({ width, height, cards }: Case) {
  const header = makeHeader(Object.entries(cards).map(([keyword, value]) => ({ keyword, value, comment: '' })))
  const { wcs, frame } = readImageCoordinates('image.fits', { index: 0, header } as FitsHdu)
  const values = Float64Array.from({ length: width * height }, (_, p) =>
    p % 61 === 3 ? NaN : ((37 * p) % 101) / 8 - 5,
  )
  return { width, height, wcs, frame, values }
}
const frameOf = ({ frame }: Case): Frame => (frame === 'galactic' ? 'G' : 'C')

describe('an image on HEALPix pixels', () => {
  it.each(cases)('%s: has the values of astropy and SciPy where it covers the sky', (_, one) => {
    const grid = { nside: one.fine, ordering: 'RING', frame: frameOf(one) } as const
    // Twice as fine as the image's pixels, so that it is only interpolated.
    expect(samplingNside(imageOf(one).wcs, grid)).toBe(one.fine)
    compare(healpixOfImage(imageOf(one), grid), one.fine, one.sampled)
  })

  it.each(cases)('%s: has healpy’s mean of them at a coarser nside', (_, one) => {
    const grid = { nside: one.coarse, ordering: 'RING', frame: frameOf(one) } as const
    const sampled = samplingNside(imageOf(one).wcs, grid)
    if (sampled === one.fine) compare(healpixOfImage(imageOf(one), grid), one.coarse, one.degraded)
    else expect(sampled).toBeGreaterThan(one.coarse)
  })

  function compare(valueAt: (pixel: number) => number, nside: number, { pixels, values }: Listed) {
    const found = Array.from({ length: npixOf(nside) }, (_, pixel) => pixel).filter((p) => !Number.isNaN(valueAt(p)))
    expect(found).toEqual(pixels)
    pixels.forEach((pixel, i) => expect(valueAt(pixel), `pixel ${pixel}`).toBeCloseTo(values[i], 7))
  }

  it.each(cases)('%s: has values only in the pixels around it, in both orders', (_, one) => {
    for (const ordering of ['RING', 'NESTED'] as const) {
      const grid = { nside: 16, ordering, frame: frameOf(one) }
      const near = new Set<number>()
      pixelsAroundImage(imageOf(one), grid, (pixel) => near.add(pixel))
      const valueAt = healpixOfImage(imageOf(one), grid)
      for (let pixel = 0; pixel < npixOf(16); pixel++) if (!near.has(pixel)) expect(valueAt(pixel)).toBeNaN()
      expect(near.size < npixOf(16)).toBe(one.width < 72)
    }
  })

  it('has pixels of the size of the image’s, of nside 1 to 8192', () => {
    const { wcs } = imageOf(cases[0][1])
    // Pixels of nside 32 are 1.83 degrees wide.
    expect(nsideOfImage(wcs)).toBe(32)
    const scaled = (factor: number) => ({ ...wcs, cd: wcs.cd.map((row) => row.map((step) => factor * step)) })
    expect(nsideOfImage(scaled(100) as unknown as typeof wcs)).toBe(1)
    expect(nsideOfImage(scaled(1e-6) as unknown as typeof wcs)).toBe(8192)
  })
})
