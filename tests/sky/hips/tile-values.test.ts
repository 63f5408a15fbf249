import { expect, test } from 'vitest'
import { tileWidth } from '../../../src-main/sky/hips/pyramid.ts'
import { hipsTile } from '../../../src-main/sky/hips/tile.ts'
import { tileValues } from '../../../src-main/sky/hips/tile-values.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { ang2pix } from '../../../src-shared/sky/healpix/ang2pix.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'

/** A map whose pixels hold their RING numbers. */
const numbers = (nside: number, change: Partial<HealpixMap> = {}): HealpixMap => ({
  nside,
  ordering: 'RING',
  frame: 'G',
  values: new Float32Array(12 * nside ** 2).map((_, i) => i),
  ...change,
})
const base = (number: number) => ({ order: 0, number })
const at = (values: Float32Array, row: number, column: number) => values[row * tileWidth + column]

test('the base tiles of a map of nside 512 hold each of its pixels once', () => {
  const map = numbers(512)
  const nested = reorder(map.values, 'RING', 'NESTED')
  for (const number of [0, 7, 11]) {
    const inTile = nested.slice(number * 512 ** 2, (number + 1) * 512 ** 2)
    expect(tileValues(map, base(number)).sort()).toEqual(inTile.sort())
  }
})

test('a step to the right in a tile leads north-west, and a step up south-west, as in HiPS tiles by reproject', () => {
  const values = tileValues(numbers(512), base(4))
  const place = (row: number, column: number) => pix2ang(512, 'RING', at(values, row, column))
  const [lon, lat] = place(400, 300)
  const right = place(400, 301)
  const up = place(401, 300)
  // Face 4 is centred on longitude 0.
  const west = (other: readonly number[]) => ((other[0] - lon + 540) % 360) - 180
  expect(west(right)).toBeLessThan(0)
  expect(right[1]).toBeGreaterThan(lat)
  expect(west(up)).toBeLessThan(0)
  expect(up[1]).toBeLessThan(lat)
})

test('deeper tiles hold the pixels of their part of the sky', () => {
  const map = numbers(1024)
  const number = ang2pix(2, 'NESTED', 100, 0)
  const values = tileValues(map, { order: 1, number })
  expect(new Set(values).size).toBe(512 ** 2)
  expect(values).toContain(ang2pix(1024, 'RING', 100, 0))
  for (let i = 0; i < values.length; i += 101)
    expect(ang2pix(2, 'NESTED', ...pix2ang(1024, 'RING', values[i]))).toBe(number)
})

test('a coarse tile holds means of four pixels of deeper ones', () => {
  const map = numbers(1024, { values: new Float32Array(12 * 1024 ** 2).map((_, i) => (i * i) % 977) })
  const coarse = tileValues(map, base(5))
  // The first of the four deeper tiles of a face has its southern pixels: in the last rows, on the left.
  const deep = tileValues(map, { order: 1, number: 20 })
  for (const [row, column] of [
    [511, 0],
    [400, 77],
    [256, 255],
  ]) {
    const [first, left] = [512 - (512 - row) * 2, column * 2]
    const four = [
      at(deep, first, left),
      at(deep, first, left + 1),
      at(deep, first + 1, left),
      at(deep, first + 1, left + 1),
    ]
    expect(at(coarse, row, column)).toBeCloseTo(four.reduce((sum, value) => sum + value) / 4, 3)
  }
})

test('missing pixels stay missing in deep tiles, and are left out of the means of coarse ones', () => {
  const map = numbers(1024)
  const deep = { order: 1, number: 28 }
  const pixels = [0, 1, 512, 513].map((i) => tileValues(map, deep)[511 * 512 - 512 + i])
  const values = map.values.slice()
  values[pixels[0]] = NaN
  const broken = { ...map, values }
  expect(tileValues(broken, deep).filter(Number.isNaN)).toHaveLength(1)
  expect(at(tileValues(broken, base(7)), 511, 0)).toBeCloseTo((pixels[1] + pixels[2] + pixels[3]) / 3, -1)
  for (const pixel of pixels) values[pixel] = NaN
  expect(at(tileValues(broken, base(7)), 511, 0)).toBeNaN()
})

test('angles have no mean: a coarse tile shows one of the pixels, not a missing one', () => {
  const values = new Float32Array(12 * 1024 ** 2).map((_, i) => (i % 2 === 0 ? -89 : 89))
  values.fill(NaN, 0, 2)
  const coarse = tileValues(numbers(1024, { values }), base(0), { isCyclic: true })
  expect(new Set(coarse)).toEqual(new Set([-89, 89]))
  expect(new Set(tileValues(numbers(1024, { values }), base(0))).size).toBeGreaterThan(2)
})

test('coarse maps are drawn with larger pixels, and maps without a power of two by position', () => {
  const coarse = tileValues(numbers(16), base(5))
  expect(new Set(coarse).size).toBe(256)
  expect(coarse.subarray(0, 32)).toEqual(new Float32Array(32).fill(coarse[0]))
  expect(coarse[32]).not.toBe(coarse[0])
  expect(new Set(tileValues(numbers(1), base(9)))).toEqual(new Set([9]))
  const odd = tileValues(numbers(6), base(ang2pix(1, 'NESTED', 33, 21)))
  expect(odd).toContain(ang2pix(6, 'RING', 33, 21))
  expect(new Set(odd).size).toBe(36)
})

test('an ecliptic map is shown on Galactic tiles; a fine one by means of quarters', () => {
  const map = numbers(64, { frame: 'E' })
  const values = tileValues(map, base(ang2pix(1, 'NESTED', 200, 33)))
  expect(values).toContain(ang2pix(64, 'RING', ...convert('G', 'E', 200, 33)))
  const fine = numbers(1024, { frame: 'E', values: new Float32Array(12 * 1024 ** 2).map((_, i) => i % 2) })
  const levels = new Set(tileValues(fine, base(2)))
  expect([...levels].sort()).toEqual([0, 0.25, 0.5, 0.75, 1])
})

test('a tile is a FITS file of whole blocks with its number and order', () => {
  const map = numbers(1024)
  const bytes = hipsTile(map, { order: 1, number: 30 })
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, 2880).toString('latin1')
  const card = (keyword: string) => Number(new RegExp(`${keyword.padEnd(8)}= +(-?[0-9]+)`).exec(text)?.[1])
  expect(bytes.length % 2880).toBe(0)
  expect(['BITPIX', 'NAXIS1', 'NAXIS2', 'NPIX', 'ORDER'].map(card)).toEqual([-32, 512, 512, 30, 1])
  const view = new DataView(bytes.buffer, bytes.byteOffset + 2880)
  const values = tileValues(map, { order: 1, number: 30 })
  for (const i of [0, 1, 262_143]) expect(view.getFloat32(4 * i)).toBe(values[i])
  expect(() => hipsTile(map, { order: 1, number: 48 })).toThrow(SkyError)
})
