import { describe, expect, it } from 'vitest'
import type { MapHeader } from '../../../src-main/sky/fits/map-header.ts'
import { isReordered, placeOfPixel, putValuesInto } from '../../../src-main/sky/fits/put-values.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'

const nested = { kind: 'healpix', nside: 8, ordering: 'NESTED' } as MapHeader
const ring = { kind: 'healpix', nside: 8, ordering: 'RING' } as MapHeader
const image = { kind: 'image', width: 32, height: 24 } as MapHeader
const values = Float64Array.from({ length: 768 }, (_, pixel) => pixel / 7)

describe('values of a file', () => {
  it('change places only from NESTED to RING, if that is asked for', () => {
    expect(isReordered(nested, { ordering: 'RING' })).toBe(true)
    for (const [header, options] of [
      [nested, {}],
      [ring, { ordering: 'RING' }],
      [image, { ordering: 'RING' }],
    ] as const)
      expect(isReordered(header, options)).toBe(false)
  })

  it('are put in RING order in pieces of any length, as a reordered map has them', () => {
    const target = new Float64Array(768).fill(NaN)
    const put = putValuesInto(target, nested, { ordering: 'RING' })
    for (const [from, to] of [
      [0, 1],
      [1, 300],
      [300, 768],
    ])
      put(values.subarray(from, to), from)
    expect(target).toEqual(reorder(values, 'NESTED', 'RING'))
  })

  it('are put one by one at the same places', () => {
    const place = placeOfPixel(nested, { ordering: 'RING' })
    const target = new Float64Array(768)
    values.forEach((value, pixel) => (target[place(pixel)] = value))
    expect(target).toEqual(reorder(values, 'NESTED', 'RING'))
    expect(placeOfPixel(ring, { ordering: 'RING' })(17)).toBe(17)
    expect(placeOfPixel(image, { ordering: 'RING' })(17)).toBe(17)
  })

  it('stay where they are otherwise', () => {
    const target = new Float32Array(768).fill(NaN)
    putValuesInto(target, nested, {})(values.subarray(10, 20), 10)
    expect([...target.subarray(9, 21)]).toEqual([NaN, ...Float32Array.from(values.subarray(10, 20)), NaN])
  })
})
