import { expect, it } from 'vitest'
import { blockExtremes, extremesAround } from '../../../src-main/sky/patches/block-extremes.ts'
import { cutChannels } from '../../../src-main/sky/patches/cut-channels.ts'
import { cutPatch, patchFiller } from '../../../src-main/sky/patches/cut-patch.ts'
import { sharedField } from '../../../src-main/sky/patches/cut-patches.ts'
import { findRefusals } from '../../../src-main/sky/patches/find-refusals.ts'
import { isSparse } from '../../../src-shared/sky/field.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { bothForms } from '../sparse-field.ts'

const { dense, sparse } = bothForms(32)
const geometry = { size: 24, width: 12 }

/** Places all over the map, with the poles, longitude 0, and the middles of what has values. */
const places = [17.5, 30.5].map((square) => pix2ang(32, 'NESTED', Math.floor(square * 256)))
const all = [...places, [0, 90], [0, -90], [0, 0], [359.999, 41], [45, 42], [200, -60]].map(([lon, lat], i) => ({
  ...{ lon, lat },
  rotation: 25 * i,
}))

it('patches of a partial map are to the last bit those of the same map with all pixels', () => {
  let known = 0
  for (const place of all) {
    const patch = cutPatch(sparse, place, geometry)
    expect(patch).toEqual(cutPatch(dense, place, geometry))
    known += patch.filter((value) => !Number.isNaN(value)).length
  }
  expect(known).toBeGreaterThan(500)
  const plane = tangentPlane(all[0].lon, all[0].lat, 'G')
  const [some, others] = [new Float64Array(64), new Float64Array(64)]
  patchFiller(sparse)(plane, geometry, some, 3)
  patchFiller(dense)(plane, geometry, others, 3)
  expect(some).toEqual(others)
})

it('so are those of I, Q and U', () => {
  const stokes = (values: Float32Array) => ({
    channels: 'IQU' as const,
    q: values.map((x) => x / 3),
    u: values.map((x) => 1 - x),
  })
  for (const place of all) {
    const one = cutChannels(sparse, stokes(Float32Array.from(sparse.values)), place, geometry)
    expect(one).toEqual(cutChannels(dense, stokes(Float32Array.from(dense.values)), place, geometry))
  }
})

it('shared memory holds its list and its values, once', () => {
  const shared = sharedField(sparse)
  if (!isSparse(shared)) return expect.unreachable()
  for (const array of [shared.values, shared.list.pixels, shared.list.starts])
    expect(array.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect([...shared.list.pixels]).toEqual([...sparse.list.pixels])
  expect(sharedField(shared)).toBe(shared)
})

it('bounds around a place hold every value there, and say that pixels are missing where they are', () => {
  const runs = blockExtremes(sparse.values)
  for (const { lon, lat } of all) {
    const plane = tangentPlane(lon, lat, 'G')
    const known = [...cutPatch(dense, { lon, lat }, geometry)].filter((value) => !Number.isNaN(value))
    const found = extremesAround(plane, 0.15, 32, runs, sparse.list)
    if (known.length < 576) expect(found.missing).toBe(true)
    for (const value of known) expect(value >= found.min && value <= found.max).toBe(true)
  }
})

it('the same patches are refused, for the same reasons', async () => {
  const small = { size: 8, width: 3, scale: 'linear' as const, threads: 1 }
  const refusals = await findRefusals(sparse, all, small)
  expect(refusals).toEqual(await findRefusals(dense, all, small))
  expect(refusals).toContain('missing pixels')
})
