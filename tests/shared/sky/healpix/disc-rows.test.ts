import { expect, it } from 'vitest'
import { toVector } from '../../../../src-shared/sky/frames.ts'
import { discRows } from '../../../../src-shared/sky/healpix/disc-rows.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { pix2angRing } from '../../../../src-shared/sky/healpix/pix2ang.ts'
import { ringOf } from '../../../../src-shared/sky/healpix/rings.ts'
import { DEGREE, separation } from '../../../../src-shared/sky/position.ts'
import reference from '../../../reference/assemble.json' with { type: 'json' }

function pixelsInDisc(nside: number, lon: number, lat: number, radius: number): number[] {
  const pixels: number[] = []
  discRows(nside, toVector(lon, lat), radius * DEGREE, (ring, west, length) => {
    const { start, count } = ringOf(nside, ring)
    for (let k = 0; k < length; k++) pixels.push(start + ((west + k) % count))
  })
  return pixels.sort((a, b) => a - b)
}

it.each(reference.discs)(
  'healpy finds the same pixels at nside $nside within $radius deg of l $lon, b $lat',
  ({ nside, lon, lat, radius, pixels }) => expect(pixelsInDisc(nside, lon, lat, radius)).toEqual(pixels),
)

it.each([
  [3, 1, 2, 179.9],
  [4, 12, 34, 100],
  [7, 359.99, -67, 25],
  [8, 90, 90, 0.1],
  [8, 45, 0, 1e-9],
])('no pixel is forgotten or visited twice (nside %i, l %d, b %d, %d deg)', (nside, lon, lat, radius) => {
  const within = Array.from({ length: npixOf(nside) }, (_, pixel) => pixel).filter((pixel) => {
    const [l, b] = pix2angRing(nside, pixel)
    return separation({ lon: l, lat: b }, { lon, lat }) < radius
  })
  expect(pixelsInDisc(nside, lon, lat, radius)).toEqual(within)
})

it('visits rings from north to south, each at most once', () => {
  const rings: number[] = []
  discRows(16, toVector(100, 70), 0.5, (ring) => rings.push(ring))
  expect(rings).toEqual([...new Set(rings)].sort((a, b) => a - b))
  expect(rings.length).toBeGreaterThan(10)
})
