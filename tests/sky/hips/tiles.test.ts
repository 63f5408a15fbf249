import { expect, test } from 'vitest'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { ang2pix } from '../../../src-shared/sky/healpix/ang2pix.ts'
import type { HealpixMap, MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { hipsAllSky } from '../../../src-main/sky/hips/all-sky.ts'
import { displayRange } from '../../../src-main/sky/hips/display-range.ts'
import { hipsProperties } from '../../../src-main/sky/hips/properties.ts'
import { tilesOf, tileValues, tileWidth } from '../../../src-main/sky/hips/tile-source.ts'
import { hipsTile } from '../../../src-main/sky/hips/tile.ts'

const numbers = (nside: number, change: Partial<HealpixMap> = {}): HealpixMap => ({
  nside,
  ordering: 'RING',
  frame: 'G',
  values: Float32Array.from({ length: 12 * nside ** 2 }, (_, i) => i),
  ...change,
})

/** Header cards and float32 values of a FITS file written by this code. */
function open(bytes: Uint8Array) {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, 2880).toString('latin1')
  const card = (keyword: string) => Number(new RegExp(`${keyword.padEnd(8)}= +(-?[0-9]+)`).exec(text)?.[1])
  const view = new DataView(bytes.buffer, bytes.byteOffset + 2880)
  return { card, value: (i: number) => view.getFloat32(4 * i) }
}

test('tiles have the map’s resolution, and at least 64 pixels, but never 256', () => {
  expect([16, 512, 1024, 2048, 4096].map((nside) => tileWidth({ nside } as HealpixMap))).toEqual([
    64, 64, 128, 512, 512,
  ])
  expect(tileWidth({ nside: 600 } as HealpixMap)).toBe(128)
})

test('the tiles of a map of nside 512 hold each of its pixels once', () => {
  const map = numbers(512)
  const nested = reorder(map.values, 'RING', 'NESTED')
  for (const tile of [0, 100, 767])
    expect(tileValues(map, tile).sort()).toEqual(nested.slice(tile * 4096, (tile + 1) * 4096).sort())
})

test('wider tiles hold each pixel of a map several times, and agree with narrower ones', () => {
  const map = numbers(512)
  const [wide, narrow] = [128, 64].map((width) => tilesOf(map, 0, width)(100))
  expect(wide.filter((_, i) => i % 2 === 0 && Math.floor(i / 128) % 2 === 0)).toEqual(narrow)
  expect(wide.filter((_, i) => i % 2 === 1 && Math.floor(i / 128) % 2 === 1)).toEqual(narrow)
})

test('a step to the right in a tile leads north-west, and a step up south-west, as in HiPS tiles by reproject', () => {
  const map = numbers(512)
  const tile = ang2pix(8, 'NESTED', 100, 0)
  const values = tileValues(map, tile)
  const at = (row: number, column: number) => pix2ang(512, 'RING', values[row * 64 + column])
  const [lon, lat] = at(32, 32)
  const right = at(32, 33)
  const up = at(33, 32)
  expect(right[0]).toBeLessThan(lon)
  expect(right[1]).toBeGreaterThan(lat)
  expect(up[0]).toBeLessThan(lon)
  expect(up[1]).toBeLessThan(lat)
})

test('coarse maps are drawn with larger pixels, and maps without a power of two by position', () => {
  const coarse = numbers(16)
  expect(new Set(tileValues(coarse, 5)).size).toBe(4)
  const odd = numbers(6)
  const tile = ang2pix(8, 'NESTED', 33, 21)
  const values = tileValues(odd, tile)
  expect([...new Set(values)]).toContain(ang2pix(6, 'RING', 33, 21))
})

test('an ecliptic map is shown on Galactic tiles', () => {
  const map = numbers(64, { frame: 'E' })
  const [lon, lat] = [200, 33]
  const tile = ang2pix(8, 'NESTED', lon, lat)
  const expected = ang2pix(64, 'RING', ...convert('G', 'E', lon, lat))
  expect([...tileValues(map, tile)]).toContain(expected)
  expect(hipsProperties(map, { id: 'm', title: 't' })).toContain('hips_frame = galactic')
  expect(hipsProperties(numbers(64, { frame: 'C' }), { id: 'm', title: 't' })).toContain('hips_frame = equatorial')
})

test('a tile is a FITS file of whole blocks with its number and order', () => {
  const map = numbers(64)
  const bytes = hipsTile(map, 300)
  const { card, value } = open(bytes)
  expect(bytes.length % 2880).toBe(0)
  expect(['BITPIX', 'NAXIS1', 'NAXIS2', 'NPIX', 'ORDER'].map(card)).toEqual([-32, 64, 64, 300, 3])
  const values = tileValues(map, 300)
  expect([0, 1, 4095].map(value)).toEqual([values[0], values[1], values[4095]])
  expect(() => hipsTile(map, 768)).toThrow(SkyError)
  expect(() => hipsTile(map, 1.5)).toThrow(/from 0 to 767/)
})

test('the preview holds the tiles in rows of 27, the first at the top left', () => {
  const map = numbers(16)
  const { card, value } = open(hipsAllSky(map))
  expect([card('NAXIS1'), card('NAXIS2')]).toEqual([27 * 64, 29 * 64])
  const tileAt = (row: number, column: number) => value(((28 - row) * 64 + 10) * 27 * 64 + column * 64 + 20)
  const inTile = (tile: number) => tileValues(map, tile)[10 * 64 + 20]
  expect([tileAt(0, 0), tileAt(0, 26), tileAt(1, 0), tileAt(28, 11)]).toEqual([0, 26, 27, 767].map(inTile))
  expect(tileAt(28, 12)).toBeNaN()
})

test('missing pixels stay missing in tiles, and are ignored in the preview', () => {
  const map = numbers(1024)
  const missing = map.values.slice()
  const lost = tileValues(map, 7)[0]
  missing[lost] = NaN
  expect(tileValues({ ...map, values: missing }, 7)[0]).toBeNaN()
  const first = (values: MapValues) => open(hipsAllSky({ ...map, values })).value(28 * 64 * 27 * 64 + 7 * 64)
  const block = [0, 1, 128, 129].map((i) => tileValues(map, 7)[i])
  expect(first(map.values)).toBeCloseTo(block.reduce((sum, value) => sum + value, 0) / 4, -1)
  expect(first(missing)).toBeCloseTo((block[1] + block[2] + block[3]) / 3, -1)
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

test('the properties are lines of key = value with width, order and cuts', () => {
  const lines = hipsProperties(numbers(64), { id: 'map-1', title: 'two\nlines' }).trim().split('\n')
  const table = Object.fromEntries(lines.map((line) => line.split(' = ')))
  expect(table).toMatchObject({
    creator_did: 'ivo://cirrus/P/map-1',
    obs_title: 'two lines',
    hips_order: '3',
    hips_tile_width: '64',
    hips_tile_format: 'fits',
    hips_frame: 'galactic',
  })
  expect(table.hips_pixel_cut.split(' ').map(Number)[0]).toBeGreaterThan(0)
})
