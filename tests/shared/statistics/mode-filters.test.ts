import { describe, expect, test } from 'vitest'
import { evenBands } from '../../../src-shared/statistics/bands.ts'
import { transformPlane } from '../../../src-shared/statistics/fourier-transform.ts'
import { bandMaps, finer, mergedBands, modeFilters } from '../../../src-shared/statistics/mode-filters.ts'
import { signal } from './signal.ts'

const [rows, columns] = [12, 15]
const patch = { rows, columns, lx: 0.9, ly: 0.72 }
const wave = (height: number, width: number, x: number, y: number) =>
  Float64Array.from({ length: height * width }, (_, i) =>
    Math.cos(2 * Math.PI * ((x * (i % width)) / width + (y * Math.floor(i / width)) / height) + 0.4),
  )
const transformOf = (map: Float64Array) => {
  const plane = Float64Array.from({ length: 2 * map.length }, (_, i) => (i % 2 === 0 ? map[i >> 1] : 0))
  transformPlane(plane, rows, columns, 'forward')
  return plane
}
const close = (found: Float64Array, wanted: Float64Array) => {
  expect(found).toHaveLength(wanted.length)
  wanted.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 10))
}

describe('the map within a band', () => {
  const bands = evenBands(patch, 12)
  const filters = modeFilters(patch, bands)

  test('is a wave that lies in the band, on the patch’s pixels and on the finer grid', () => {
    // |k| = 2 pi hypot(3 / 0.9, 2 / 0.72) = 27.3
    const transform = transformOf(wave(rows, columns, 3, -2))
    const band = bands.findIndex(({ from, to }) => from <= 27.3 && 27.3 < to)
    const found = bandMaps(transform, patch, filters)
    found.forEach((map, i) => close(map, i === band ? wave(rows, columns, 3, -2) : new Float64Array(rows * columns)))
    expect([finer(rows), finer(columns)]).toEqual([18, 23])
    close(bandMaps(transform, patch, filters, true)[band], wave(18, 23, 3, -2))
  })

  test('adds up over all bands to the map without its mean and the Nyquist frequency', () => {
    const map = signal(rows * columns)
    const all = modeFilters(patch, [{ from: 0, to: 1e6 }])
    const parts = modeFilters(patch, [
      { from: 0, to: 20 },
      { from: 20, to: 33 },
      { from: 33, to: 1e6 },
    ])
    const transform = transformOf(map)
    const sum = bandMaps(transform, patch, parts).reduce((total, part) => total.map((value, i) => value + part[i]))
    close(sum, bandMaps(transform, patch, all)[0])
    expect(sum.reduce((total, value) => total + value)).toBeCloseTo(0, 10)
    const lost = transformOf(map.map((value, i) => value - sum[i]))
    // Only k = 0 and the rows' highest frequency are left.
    for (let i = 0; i < lost.length; i += 2) {
      const row = Math.floor(i / 2 / columns)
      if (row !== rows / 2 && i > 0) expect(Math.hypot(lost[i], lost[i + 1])).toBeCloseTo(0, 10)
    }
  })

  test('has the window divided out of each mode', () => {
    const transform = transformOf(wave(rows, columns, 3, -2))
    const sharp = modeFilters(patch, [{ from: 20, to: 30 }], (kx, ky) => (Math.hypot(kx, ky) < 27 ? 1 : 0.25))
    close(
      bandMaps(transform, patch, sharp)[0],
      wave(rows, columns, 3, -2).map((value) => 4 * value),
    )
  })

  test('is of merged bands: neighbours in even groups, the last one with what is left', () => {
    const ten = Array.from({ length: 10 }, (_, i) => ({ from: i, to: i + 1 }))
    expect(mergedBands(ten, 4).map(({ from, to }) => [from, to])).toEqual([
      [0, 3],
      [3, 6],
      [6, 9],
      [9, 10],
    ])
    expect(mergedBands([], 4)).toEqual([])
    expect(mergedBands(ten, 1)).toEqual([{ from: 0, to: 10 }])
  })
})
