import { expect, it } from 'vitest'
import { toVector } from '../../../../src-shared/sky/frames.ts'
import { angleBetween } from '../../../../src-shared/sky/holes/circle-around.ts'
import { holesOfDiscs } from '../../../../src-shared/sky/holes/holes-of-discs.ts'
import { holesOfPixels } from '../../../../src-shared/sky/holes/holes-of-pixels.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'

const nside = 32
const side = Math.sqrt(Math.PI / 3) / nside
const grid = { nside, margin: 2 * side }

it('the pixels of discs make the holes that the discs make', () => {
  const discs = [
    { lon: 2, lat: 0, radius: 5 },
    { lon: 190, lat: 89, radius: 6 },
    { lon: 60, lat: -50, radius: 3 },
  ]
  const made = holesOfDiscs(discs, 'G', grid)
  const pixels = Uint32Array.from(made.flatMap((hole) => [...hole.pixels])).sort()
  const found = holesOfPixels(pixels, 'G', grid)
  expect(found.map((hole) => [...hole.pixels])).toEqual(
    made.map((hole) => [...hole.pixels]).sort((a, b) => a[0] - b[0]),
  )
  for (const hole of found) {
    const disc = discs.find(({ lon, lat }) => {
      return angleBetween(toVector(lon, lat), toVector(hole.centre.lon, hole.centre.lat)) < side
    })!
    expect(Math.abs(hole.radius - disc.radius) * DEGREE).toBeLessThan(1.2 * side)
    expect(hole.sources).toEqual([])
  }
})
