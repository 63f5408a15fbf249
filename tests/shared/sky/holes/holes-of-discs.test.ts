import { describe, expect, it } from 'vitest'
import { convert, toVector } from '../../../../src-shared/sky/frames.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { pix2angRing } from '../../../../src-shared/sky/healpix/pix2ang.ts'
import { angleBetween } from '../../../../src-shared/sky/holes/circle-around.ts'
import { holesOfDiscs } from '../../../../src-shared/sky/holes/holes-of-discs.ts'
import type { Source } from '../../../../src-shared/sky/sources/source.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'

const nside = 32
const margin = 0.5 * DEGREE
const holes = (discs: Source[], frame: 'G' | 'C' = 'G') => holesOfDiscs(discs, frame, { nside, margin })

/** Every pixel of the map whose centre lies in one of the discs, by asking all of them. */
const inside = (discs: Source[], frame: 'G' | 'C') =>
  Array.from({ length: npixOf(nside) }, (_, pixel) => pixel).filter((pixel) => {
    const axis = toVector(...convert(frame, 'G', ...pix2angRing(nside, pixel)))
    return discs.some(({ lon, lat, radius }) => angleBetween(axis, toVector(lon, lat)) <= radius * DEGREE)
  })

describe.each(['G', 'C'] as const)('a disc in a map of frame %s', (frame) => {
  it.each([
    ['in the plane', { lon: 0.3, lat: 2, radius: 5 }],
    ['over the pole', { lon: 77, lat: 88, radius: 6 }],
    ['across longitude 0', { lon: 359.5, lat: -40, radius: 4 }],
  ])('%s has the pixels whose centres lie in it', (_, disc) => {
    const [hole] = holes([disc], frame)
    expect([...hole.pixels]).toEqual(inside([disc], frame))
    expect(hole).toMatchObject({ centre: { lon: disc.lon, lat: disc.lat }, radius: disc.radius, sources: [0] })
  })
})

it('a disc smaller than a pixel has the pixel that it lies in', () => {
  const [hole] = holes([{ lon: 100, lat: 30, radius: 0.01 }])
  expect(hole.pixels).toHaveLength(1)
  const [lon, lat] = pix2angRing(nside, hole.pixels[0])
  expect(angleBetween(toVector(lon, lat), toVector(100, 30)) / DEGREE).toBeLessThan(1.5)
})

it('discs that overlap or nearly touch are one hole, with a circle around both', () => {
  const discs = [
    { lon: 40, lat: 0, radius: 2 },
    { lon: 120, lat: 0, radius: 2 },
    { lon: 44.4, lat: 0, radius: 2 },
    { lon: 47.5, lat: 0, radius: 0.5 },
  ]
  const found = holes(discs)
  expect(found.map(({ sources }) => sources)).toEqual([[0, 2], [1], [3]])
  const [pair] = found
  expect([...pair.pixels]).toEqual(inside([discs[0], discs[2]], 'G'))
  expect(pair.centre.lon).toBeCloseTo(42.2, 1)
  expect(pair.radius).toBeGreaterThan(4.19)
  expect(pair.radius).toBeLessThan(4.3)
})
