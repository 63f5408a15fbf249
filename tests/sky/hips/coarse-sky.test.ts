import { describe, expect, it } from 'vitest'
import { coarseSky } from '../../../src-main/sky/hips/coarse-sky.ts'
import { coarseNside } from '../../../src-shared/sky/coarse-nside.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { npixOf, type Frame } from '../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'

const ringMap = (nside: number, value: (lon: number, lat: number) => number, frame: Frame = 'G') => ({
  ...({ ordering: 'RING', nside, frame } as const),
  values: Float32Array.from({ length: npixOf(nside) }, (_, i) => value(...pix2ang(nside, 'RING', i))),
})
const smooth = (lon: number, lat: number) => Math.sin((lat * Math.PI) / 90) + Math.cos((lon * Math.PI) / 180) / 3
const largestDifference = (values: ArrayLike<number>, expected: (lon: number, lat: number) => number) => {
  let most = 0
  for (let i = 0; i < values.length; i++) {
    const [lon, lat] = pix2ang(coarseNside, 'NESTED', i)
    // Near the poles a pixel spans many longitudes.
    if (Math.abs(lat) < 80) most = Math.max(most, Math.abs(values[i] - expected(lon, lat)))
  }
  return most
}

describe('the coarse sky', () => {
  it('is a finer map at the resolution of its pixels, less the zero of its tiles', () => {
    const values = coarseSky(ringMap(512, smooth), { zero: 2 })
    expect(values.length).toBe(npixOf(coarseNside))
    expect(largestDifference(values, (lon, lat) => smooth(lon, lat) - 2)).toBeLessThan(0.03)
  })
  it('shows a coarser map and one on ecliptic axes as its tiles do', () => {
    expect(largestDifference(coarseSky(ringMap(64, smooth)), smooth)).toBeLessThan(0.05)
    const ecliptic = coarseSky(ringMap(128, smooth, 'E'))
    expect(largestDifference(ecliptic, (l, b) => smooth(...convert('G', 'E', l, b)))).toBeLessThan(0.1)
  })
  it('leaves missing pixels out, and has none where all are missing', () => {
    const values = coarseSky(ringMap(256, (lon, lat) => (lat < -10 ? NaN : smooth(lon, lat))))
    expect(values.some(Number.isNaN)).toBe(true)
    const wrong = Array.from(values.keys()).filter((i) => {
      const [, lat] = pix2ang(coarseNside, 'NESTED', i)
      return Math.abs(lat + 10) > 1 && Number.isNaN(values[i]) !== lat < -10
    })
    expect(wrong).toEqual([])
  })
  it('has angles of one pixel, not their mean', () => {
    const values = coarseSky(
      ringMap(256, (lon) => (Math.floor(lon * 1000) % 2 === 0 ? 1 : 179)),
      { isCyclic: true },
    )
    expect(new Set(values)).toEqual(new Set([1, 179]))
  })
})
