import { expect, test } from 'vitest'
import { dataRegion } from '../../../src-main/sky/hips/data-region.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { separation } from '../../../src-shared/sky/position.ts'

/** A map of nside 64 in a frame, with data in a disc; radius in degrees. */
function disc(frame: 'G' | 'C' | 'E', centre: { lon: number; lat: number }, radius: number) {
  const values = Float32Array.from({ length: 12 * 64 ** 2 }, (_, pixel) => {
    const [lon, lat] = pix2ang(64, 'NESTED', pixel)
    return separation(centre, { lon, lat }) <= radius ? 1 : NaN
  })
  return { nside: 64, ordering: 'NESTED' as const, frame, values }
}

test.each(['G', 'C', 'E'] as const)('the data of a disc are in a circle of its size about its centre (%s)', (frame) => {
  const centre = { lon: 359, lat: -35 }
  const { ra, dec, diameter } = dataRegion(disc(frame, centre, 10))
  const [lon, lat] = convert(frame, 'C', centre.lon, centre.lat)
  // A pixel of nside 64 is 0.92 degrees wide.
  expect(separation({ lon: ra, lat: dec }, { lon, lat })).toBeLessThan(0.5)
  expect(diameter).toBeGreaterThan(20)
  expect(diameter).toBeLessThan(22.5)
})

test('a map of most of the sky, of both poles, or without data starts with the whole sky', () => {
  const empty = disc('G', { lon: 0, lat: 0 }, -1)
  const most = disc('G', { lon: 0, lat: 0 }, 120)
  const poles = disc('G', { lon: 0, lat: 90 }, 10)
  disc('G', { lon: 0, lat: -90 }, 10).values.forEach((value, pixel) => {
    if (value === 1) poles.values[pixel] = 1
  })
  for (const map of [empty, most, poles]) expect(dataRegion(map)).toEqual({ ra: 266.405, dec: -28.936, diameter: 180 })
})
