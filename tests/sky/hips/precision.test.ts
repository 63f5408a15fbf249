import { expect, test } from 'vitest'
import { displayZero } from '../../../src-shared/sky/display-zero.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { mollweidePicture } from '../../../src-shared/sky/projection/mollweide-picture.ts'
import { hipsProperties } from '../../../src-main/sky/hips/properties.ts'
import { tileValues } from '../../../src-main/sky/hips/tile-values.ts'

// 2.725 K with a structure of 100 levels of 1e-8 K; single precision only resolves steps of 2.4e-7 K.
const level = 1e-8
const levels = Float64Array.from({ length: 12 * 64 ** 2 }, (_, pixel) => pixel % 100)
const map: HealpixMap = {
  nside: 64,
  ordering: 'RING',
  frame: 'G',
  values: levels.map((n) => 2.725 + level * n),
}
const tile = { order: 0, number: 7 }
const zero = displayZero({ min: 2.725, max: 2.725 + 99 * level })

test('tiles of a large value with small structure show all of the structure', () => {
  const flat = tileValues(map, tile)
  const structure = tileValues(map, tile, { zero })
  const meant = tileValues({ ...map, values: levels }, tile)
  expect(new Set(flat).size).toBeLessThan(8)
  structure.forEach((value, i) => expect(value / level).toBeCloseTo(meant[i] - 49.5, 4))
})

test('so do those of a coarse tile, whose pixels are means', () => {
  const fine = {
    ...map,
    nside: 1024,
    values: new Float64Array(12 * 1024 ** 2).map((_, i) => 2.725 + level * (i % 100)),
  }
  const means = tileValues(fine, tile, { zero })
  const meant = tileValues({ ...fine, values: fine.values.map((value) => (value - 2.725) / level) }, tile)
  for (let i = 0; i < means.length; i += 997) expect(means[i] / level).toBeCloseTo(meant[i] - 49.5, 3)
})

test('the properties give cuts and range in the tiles’ own values, and what was subtracted', () => {
  const text = hipsProperties(map, { id: 'cmb', title: 'CMB', zero })
  const values = (key: string) => new RegExp(`^${key} = (.*)$`, 'm').exec(text)![1].split(' ').map(Number)
  expect(values('cirrus_zero')).toEqual([zero])
  const [low, high] = values('hips_data_range')
  expect(low / level).toBeCloseTo(-49.5, 4)
  expect(high / level).toBeCloseTo(49.5, 4)
  const [from, to] = values('hips_pixel_cut')
  expect(from / level).toBeCloseTo(-48.5, 4)
  expect(to / level).toBeCloseTo(48.5, 4)
})

test('the picture of a thumbnail keeps double precision', () => {
  const picture = mollweidePicture(map, 120).filter((value) => !Number.isNaN(value))
  expect(new Set(picture).size).toBe(100)
})
