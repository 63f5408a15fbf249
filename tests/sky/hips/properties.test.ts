import { expect, test } from 'vitest'
import { displayRange } from '../../../src-main/sky/hips/display-range.ts'
import { hipsProperties } from '../../../src-main/sky/hips/properties.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'

const map = (nside: number, frame: HealpixMap['frame'] = 'G'): HealpixMap => ({
  ...{ nside, ordering: 'RING', frame },
  values: Float32Array.from({ length: 12 * nside ** 2 }, (_, i) => i),
})

test('cuts exclude the extreme 1 %, and work for empty and constant maps', () => {
  const values = Float32Array.from({ length: 10_001 }, (_, i) => i)
  values[5000] = NaN
  const { cuts, range } = displayRange(values)
  expect(range).toEqual([0, 10_000])
  expect(cuts[0]).toBeCloseTo(100, -1)
  expect(cuts[1]).toBeCloseTo(9900, -1)
  expect(displayRange(new Float32Array(12).fill(NaN))).toEqual({ cuts: [0, 1], range: [0, 1] })
  expect(displayRange(new Float32Array(12).fill(3)).cuts).toEqual([3, 4])
})

test('known extremes are taken as they are, also without a value among those sampled', () => {
  const values = Float32Array.of(NaN, 2, 7)
  expect(displayRange(values, [2, 7])).toEqual(displayRange(values))
  expect(displayRange(Float32Array.of(NaN, NaN), [-3, 5])).toEqual({ cuts: [-3, 5], range: [-3, 5] })
})

test('the properties are lines of key = value with orders, width and cuts', () => {
  const lines = hipsProperties(map(64), { id: 'map-1', title: 'two\nlines' }).trim().split('\n')
  const table = Object.fromEntries(lines.map((line) => line.split(' = ')))
  expect(table).toMatchObject({
    creator_did: 'ivo://cirrus/P/map-1',
    obs_title: 'two lines',
    hips_order: '0',
    hips_order_min: '0',
    hips_tile_width: '512',
    hips_tile_format: 'fits',
  })
  expect(table.hips_pixel_cut.split(' ').map(Number)[0]).toBeGreaterThan(0)
})

test('the tiles of equatorial maps are equatorial, those of ecliptic ones Galactic', () => {
  const frameOf = (frame: HealpixMap['frame']) => hipsProperties(map(4, frame), { id: 'm', title: 't' })
  expect(frameOf('G')).toContain('hips_frame = galactic')
  expect(frameOf('C')).toContain('hips_frame = equatorial')
  expect(frameOf('E')).toContain('hips_frame = galactic')
})
