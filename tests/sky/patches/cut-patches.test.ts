import { expect, test } from 'vitest'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { interpolate } from '../../../src-shared/sky/healpix/interpolate.ts'
import { interpolationWeights } from '../../../src-shared/sky/healpix/interpolation-weights.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import { cutPatches } from '../../../src-main/sky/patches/cut-patches.ts'
import type { CutBatch } from '../../../src-main/sky/patches/cut-batch.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { patchPixels } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { standardise } from '../../../src-shared/sky/scale.ts'
import reference from '../../reference/healpix.json' with { type: 'json' }

/** The map of tests/reference/healpix.py: sin(p / 50) + 2 in float32. */
const waves = (nside: number, change: Partial<HealpixMap> = {}): HealpixMap => ({
  nside,
  ordering: 'RING',
  frame: 'G',
  values: Float32Array.from({ length: 12 * nside ** 2 }, (_, p) => Math.sin(p / 50) + 2),
  ...change,
})

const centres = patchGrid({ step: 20, minLatitude: 15, rowRule: 'edge' })
const options = { size: 16, width: 8, scale: 'log' as const, threads: 2 }

async function collect(map: HealpixMap, from = centres, change: Partial<typeof options> = {}): Promise<CutBatch[]> {
  const batches: CutBatch[] = []
  for await (const batch of cutPatches(map, from, { ...options, ...change })) batches.push(batch)
  return batches
}

test('random pixels of 20 patches have healpy’s values, poles and longitude 0/360 included', () => {
  const { nside, size, width, cuts } = reference.patches
  const map = waves(nside)
  for (const { lon, lat, rows, columns, values } of cuts) {
    const patch = cutPatch(map, { lon, lat }, { size, width })
    rows.forEach((row, i) => {
      const ratio = patch[row * size + columns[i]] / values[i]
      expect(Math.abs(ratio - 1), `${lon}, ${lat}: row ${row}, column ${columns[i]}`).toBeLessThan(1e-9)
    })
  }
})

test.each([
  [1, 0, 0],
  [2, 359.99, 90],
  [3, 180, -90],
  [16, 0, 41.8103],
  [512, 77, -89.9],
])('the inner loop agrees with the plain interpolation (nside %i, centre %d, %d)', (nside, lon, lat) => {
  const map = waves(nside)
  const geometry = { size: 31, width: 20 }
  const positions = patchPixels(tangentPlane(lon, lat), geometry)
  const plain = interpolate(map, positions.lon, positions.lat)
  cutPatch(map, { lon, lat }, geometry).forEach((value, i) => expect(value).toBeCloseTo(plain[i], 9))
})

test('NESTED maps are cut like RING ones, and equatorial maps on Galactic axes', () => {
  const map = waves(16)
  const nested = waves(16, { ordering: 'NESTED', values: reorder(map.values, 'RING', 'NESTED') })
  const geometry = { size: 8, width: 8 }
  expect(cutPatch(nested, { lon: 30, lat: 40 }, geometry)).toEqual(cutPatch(map, { lon: 30, lat: 40 }, geometry))
  const equatorial = waves(16, { frame: 'C' })
  const positions = patchPixels(tangentPlane(30, 40, 'C'), geometry)
  const plain = interpolate(equatorial, positions.lon, positions.lat)
  cutPatch(equatorial, { lon: 30, lat: 40 }, geometry).forEach((value, i) => expect(value).toBeCloseTo(plain[i], 9))
})

test('batches from several threads come in order, with standardised cuts, means and standard deviations', async () => {
  const map = waves(32)
  const batches = await collect(map)
  expect(batches.length).toBeGreaterThan(2)
  let next = 0
  const expected = new Float32Array(256)
  for (const { first, count, patches, mean, std, refusals } of batches) {
    expect(first).toBe(next)
    next += count
    for (let k = 0; k < count; k++) {
      const { lon, lat } = centres[first + k]
      expect(refusals[k]).toBeNull()
      const standard = standardise(cutPatch(map, { lon, lat }, options), { scale: 'log' }, expected)
      expect(standard).toEqual({ mean: mean[k], std: std[k] })
      expect(patches.subarray(k * 256, (k + 1) * 256)).toEqual(expected)
    }
  }
  expect(next).toBe(centres.length)
})

test('one thread gives the same numbers as three', async () => {
  const flat = async (threads: number) =>
    (await collect(waves(16), centres, { threads })).flatMap(({ patches }) => [...patches])
  expect(await flat(1)).toEqual(await flat(3))
})

test('patches with missing or non-positive pixels are refused with the reason, the others are not', async () => {
  const map = waves(16)
  const places = [
    { lon: 45, lat: 50 },
    { lon: 225, lat: -50 },
    { lon: 135, lat: 20 },
  ]
  const spoil = (lon: number, lat: number, value: number) => {
    for (const pixel of interpolationWeights(16, lon, lat).pixels) map.values[pixel] = value
  }
  spoil(45, 50, NaN)
  spoil(225, -50, -1)
  const batches = await collect(map, places)
  const refusals = batches.flatMap((batch) => batch.refusals)
  const mean = batches.flatMap((batch) => [...batch.mean])
  const patches = batches.flatMap((batch) => [...batch.patches])
  expect(refusals).toEqual(['missing pixels', 'values not above zero', null])
  expect(mean.slice(0, 2)).toEqual([0, 0])
  expect(patches.slice(0, 512).every((value) => value === 0)).toBe(true)
})

test('an abort ends cutting with its reason', async () => {
  const abort = new AbortController()
  const cutting = async () => {
    for await (const { first } of cutPatches(waves(16), centres, { ...options, signal: abort.signal }))
      if (first > 0) abort.abort(new Error('enough'))
  }
  await expect(cutting()).rejects.toThrow('enough')
  await expect(
    collect(waves(16), centres, { signal: AbortSignal.abort(new Error('never')) } as object),
  ).rejects.toThrow('never')
})

test('no centres give no batches, and impossible sizes are refused', async () => {
  expect(await collect(waves(4), [])).toEqual([])
  await expect(collect(waves(4), centres, { size: 1 })).rejects.toThrow(/whole number from 2/)
  await expect(collect(waves(4), centres, { width: 150 })).rejects.toThrow(/below 120/)
})
