import { describe, expect, test } from 'vitest'
import { nestedInFace } from '../../../../src-shared/sky/healpix/faces.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { face2ring } from '../../../../src-shared/sky/healpix/nest2ring.ts'
import { nest2ring } from '../../../../src-shared/sky/healpix/nest2ring.ts'
import { pix2ang } from '../../../../src-shared/sky/healpix/pix2ang.ts'
import { RING_STRIDE, ringAbove, ringColatitude, ringOf, ringTable } from '../../../../src-shared/sky/healpix/rings.ts'

const DEGREE = Math.PI / 180

describe.each([1, 2, 3, 7, 8, 64])('the rings of nside %i', (nside) => {
  const rings = Array.from({ length: 4 * nside - 1 }, (_, i) => i + 1)

  test('follow each other without a gap and contain every pixel', () => {
    let next = 0
    for (const ring of rings) {
      const { start, count } = ringOf(nside, ring)
      expect(start).toBe(next)
      next += count
    }
    expect(next).toBe(npixOf(nside))
  })

  test('are where their pixels are: at one latitude, with evenly spaced centres from the offset', () => {
    for (const ring of rings) {
      const { start, count, offset } = ringOf(nside, ring)
      for (const k of [0, 1, count - 1]) {
        const [lon, lat] = pix2ang(nside, 'RING', start + k)
        expect(lat).toBeCloseTo(90 - ringColatitude(nside, ring) / DEGREE, 10)
        expect(lon).toBeCloseTo(((k + offset) * 360) / count, 9)
      }
    }
  })

  test('are symmetric about the equator', () => {
    for (const ring of rings) {
      const [north, south] = [ringOf(nside, ring), ringOf(nside, 4 * nside - ring)]
      expect([south.count, south.offset]).toEqual([north.count, north.offset])
      expect(ringColatitude(nside, ring) + ringColatitude(nside, 4 * nside - ring)).toBeCloseTo(Math.PI, 12)
    }
  })

  test('a z between two rings belongs to the upper one, and above the first to none', () => {
    const heights = rings.map((ring) => Math.cos(ringColatitude(nside, ring)))
    expect(ringAbove(nside, (1 + heights[0]) / 2)).toBe(0)
    for (let i = 0; i + 1 < heights.length; i++) {
      expect(ringAbove(nside, (heights[i] + heights[i + 1]) / 2)).toBe(rings[i])
    }
    expect(ringAbove(nside, (heights.at(-1)! - 1) / 2)).toBe(rings.at(-1))
  })

  test('are the same in the table for inner loops', () => {
    const table = ringTable(nside)
    expect(table).toHaveLength((4 * nside + 1) * RING_STRIDE)
    for (const ring of rings) {
      const { start, count, offset } = ringOf(nside, ring)
      const row = [...table.subarray(ring * RING_STRIDE, (ring + 1) * RING_STRIDE)]
      expect(row).toEqual([ringColatitude(nside, ring), count / (2 * Math.PI), offset, start])
    }
    expect([table[0], table[4 * nside * RING_STRIDE]]).toEqual([0, Math.PI])
  })
})

test('a point on a face is the same pixel via its NESTED number as directly', () => {
  const nside = 8
  const seen = new Set<number>()
  for (let face = 0; face < 12; face++) {
    for (let x = 0; x < nside; x++) {
      for (let y = 0; y < nside; y++) {
        const ring = face2ring(nside, face, x, y)
        expect(nest2ring(nside, nestedInFace(nside, face, x, y))).toBe(ring)
        seen.add(ring)
      }
    }
  }
  expect(seen.size).toBe(npixOf(nside))
})
