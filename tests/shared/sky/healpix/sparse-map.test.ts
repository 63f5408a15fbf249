import { describe, expect, it } from 'vitest'
import { bytesOfField, fieldSampler, isSparse, pixelsOfField } from '../../../../src-shared/sky/field.ts'
import { degrading } from '../../../../src-shared/sky/healpix/degrade.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { isSameList, pixelList, placeFrom, placeIn } from '../../../../src-shared/sky/healpix/pixel-list.ts'
import { reorder } from '../../../../src-shared/sky/healpix/reorder.ts'
import { denseMap, sparseInRings, valueAtPixel } from '../../../../src-shared/sky/healpix/sparse-map.ts'
import { latitudeCounter, noLatitudes, rowsOfField } from '../../../../src-shared/sky/missing-by-latitude.ts'
import { bothForms } from '../../../sky/sparse-field.ts'

const { dense, sparse } = bothForms(32)
const npix = npixOf(32)

describe('a list of pixels', () => {
  const given = [12_287, 4096, 0, 4095, 9000, 8191]

  it('is in ascending order, and finds the place of each pixel, across its blocks of 4096', () => {
    const list = pixelList(npix, given)
    expect([...list.pixels]).toEqual([0, 4095, 4096, 8191, 9000, 12_287])
    expect([...list.starts]).toEqual([0, 2, 4, 6])
    list.pixels.forEach((pixel, place) => expect(placeIn(list, pixel)).toBe(place))
    for (const absent of [1, 4094, 4097, 8999, 12_286]) expect(placeIn(list, absent)).toBe(-1)
  })

  it('tells where the pixels from any number on begin, up to the end of the sky', () => {
    const list = pixelList(npix, given)
    for (let pixel = 0; pixel <= npix; pixel += 1)
      if (placeFrom(list, pixel) !== given.filter((other) => other < pixel).length) expect.unreachable(`${pixel}`)
  })

  it('may be in shared memory, in any order given, and may be empty', () => {
    const shared = pixelList(npix, [5, 3], true)
    expect(shared.pixels.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(isSameList(shared, pixelList(npix, [3, 5]))).toBe(true)
    expect(isSameList(shared, pixelList(npix, [3, 6]))).toBe(false)
    expect(placeIn(pixelList(12, []), 11)).toBe(-1)
  })
})

describe('a partial map with a list of its pixels', () => {
  it('has the values of the same map with all pixels, and NaN elsewhere', () => {
    expect(denseMap(sparse)).toEqual(dense)
    expect(dense.values.every((value, pixel) => Object.is(valueAtPixel(sparse, pixel), value))).toBe(true)
    expect([isSparse(sparse), isSparse(dense)]).toEqual([true, false])
    expect([pixelsOfField(sparse), bytesOfField(sparse)]).toEqual([npix, 8 * sparse.values.length + 4 * 4])
  })

  it('comes from NESTED order to RING order with its values', () => {
    const nested = reorder(dense.values, 'RING', 'NESTED')
    const given = Array.from(nested.keys()).filter((pixel) => !Number.isNaN(nested[pixel]))
    const map = {
      ...sparse,
      ordering: 'NESTED',
      list: pixelList(npix, given),
      values: Float32Array.from(given, (pixel) => nested[pixel]),
    } as const
    expect(denseMap(sparseInRings(map))).toEqual(dense)
  })

  it('is interpolated and sampled to the last bit as with all pixels', () => {
    const [one, other] = [fieldSampler(sparse), fieldSampler(dense)]
    let known = 0
    for (let i = 0; i < 3000; i++) {
      const [lon, lat] = [(i * 137.5) % 360, 90 - (i * 180) / 2999]
      expect(one.interpolate(lon, lat)).toBe(other.interpolate(lon, lat))
      expect(one.nearest(lon, lat)).toBe(other.nearest(lon, lat))
      if (!Number.isNaN(one.interpolate(lon, lat))) known++
    }
    expect(known).toBeGreaterThan(50)
  })

  it('has the same means over coarser pixels, in any pieces, and the same counts by latitude', () => {
    const [one, other] = [degrading(sparse, 4), degrading(dense, 4)]
    for (const [from, to] of [
      [100, 192],
      [0, 3],
      [3, 100],
    ])
      one.part(from, to)
    other.part(0, 192)
    expect(one.map).toEqual(other.map)
    const counts = [sparse, dense].map((map) => {
      const found = noLatitudes(12)
      const add = latitudeCounter({ ...map, frame: 'C' }, found)
      for (let row = 0; row < rowsOfField(map); row++) add(row)
      return found
    })
    expect(counts[0]).toEqual(counts[1])
  })
})
