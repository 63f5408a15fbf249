import { describe, expect, it } from 'vitest'
import { npixOf, nsideOf, orderOf } from '../../../../src-shared/sky/healpix/map.ts'
import { nest2ring } from '../../../../src-shared/sky/healpix/nest2ring.ts'
import { reorder } from '../../../../src-shared/sky/healpix/reorder.ts'

const numbered = (nside: number) => Float64Array.from({ length: npixOf(nside) }, (_, pixel) => pixel)

describe('a reordered map', () => {
  it.each([1, 2, 16, 32])('of nside %d has each pixel at its other number, there and back', (nside) => {
    const nested = numbered(nside)
    const ring = reorder(nested, 'NESTED', 'RING')
    for (let pixel = 0; pixel < nested.length; pixel += 1 + (nside >> 2))
      expect(ring[nest2ring(nside, pixel)]).toBe(pixel)
    expect(reorder(ring, 'RING', 'NESTED')).toEqual(nested)
  })

  it('is a new array of the same precision, also in the same order', () => {
    const values = Float32Array.from(numbered(2))
    const same = reorder(values, 'RING', 'RING')
    expect(same).toEqual(values)
    expect(same).not.toBe(values)
    expect(reorder(values, 'RING', 'NESTED')).toBeInstanceOf(Float32Array)
  })

  it('keeps missing pixels, and fills an array that is given', () => {
    const values = numbered(4)
    values[100] = NaN
    const out = new Float64Array(192)
    expect(reorder(values, 'NESTED', 'RING', out)).toBe(out)
    expect(out[nest2ring(4, 100)]).toBeNaN()
  })

  it.each([0, 11, 108, 12 * 36])('is refused for %d values, which no NESTED map has', (count) => {
    expect(() => reorder(new Float32Array(count), 'RING', 'NESTED')).toThrow(`${count} values are not a map in NESTED`)
  })
})

describe('the numbers of a map', () => {
  it('are 12 nside^2 pixels, and the nside of so many', () => {
    expect([1, 2, 3, 1024].map(npixOf)).toEqual([12, 48, 108, 12582912])
    expect([12, 48, 108, 12582912].map(nsideOf)).toEqual([1, 2, 3, 1024])
    for (const npix of [0, 1, 13, 47, 12582911]) expect(nsideOf(npix)).toBeNull()
  })

  it('have an order if nside is a power of two', () => {
    expect([1, 2, 64, 8192].map(orderOf)).toEqual([0, 1, 6, 13])
    for (const nside of [3, 12, 1000]) expect(orderOf(nside)).toBe(-1)
  })
})
