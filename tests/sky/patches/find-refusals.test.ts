import { expect, it } from 'vitest'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import type { Refusal, Scale } from '../../../src-shared/sky/scale.ts'
import { cutPatches } from '../../../src-main/sky/patches/cut-patches.ts'
import { findRefusals } from '../../../src-main/sky/patches/find-refusals.ts'

const centres = patchGrid({ step: 15, minLatitude: 0, rowRule: 'edge' })
const poles = [
  { lon: 0, lat: 90 },
  { lon: 77, lat: -90 },
  { lon: 0, lat: 0 },
  { lon: 359.9, lat: 87 },
]

/** A RING map of a function of position. */
const mapOf = (nside: number, value: (lon: number, lat: number, pixel: number) => number, frame: 'G' | 'C' = 'G') => ({
  nside,
  ordering: 'RING' as const,
  frame,
  values: Float32Array.from({ length: 12 * nside ** 2 }, (_, p) => value(...pix2ang(nside, 'RING', p), p)),
})

const noise = (seed: number) => (((seed * 2654435761) % 4294967296) + 4294967296) % 4294967296

const maps: [string, HealpixMap, Scale][] = [
  ['positive', mapOf(32, (lon, lat) => 2 + Math.sin(lon / 9) + Math.cos(lat / 5)), 'log'],
  ['with scattered negative values', mapOf(32, (lon, lat) => 1.2 + Math.sin(lon / 9) + Math.cos(lat / 5)), 'log'],
  [
    'with single pixels below zero',
    mapOf(64, (_, __, p) => (noise(p) % 997 === 0 ? -1e-3 : 1 + (noise(p) % 100) / 100)),
    'log',
  ],
  ['with single pixels missing', mapOf(64, (_, __, p) => (noise(p) % 997 === 0 ? NaN : noise(p) % 100)), 'linear'],
  [
    'with holes and negative values',
    mapOf(16, (lon, lat) => (lat > 60 || lon > 300 ? NaN : Math.sin(lon / 20))),
    'log',
  ],
  ['that is constant in the south', mapOf(16, (lon, lat) => (lat < -10 ? 7 : 8 + Math.sin(lon))), 'linear'],
  ['in equatorial coordinates', mapOf(16, (lon, lat) => (lat > 50 ? -1 : 2 + Math.sin(lon / 9)), 'C'), 'log'],
  ['of a few pixels', mapOf(1, (_, __, p) => p - 3), 'log'],
]

it.each(maps)('the refusals of a map %s are found as by cutting', async (_, map, scale) => {
  for (const width of [0.5, 8, 35]) {
    const options = { size: 40, width, scale, threads: 1 }
    const places = [...centres, ...poles]
    const cut: (Refusal | null)[] = []
    for await (const { refusals } of cutPatches(map, places, options)) cut.push(...refusals)
    expect(await findRefusals(map, places, options)).toEqual(cut)
  }
})

it('an abort ends the search with its reason', async () => {
  const signal = AbortSignal.abort(new Error('enough'))
  const options = { size: 8, width: 8, scale: 'log' as const, signal }
  await expect(findRefusals(maps[0][1], centres, options)).rejects.toThrow('enough')
})
