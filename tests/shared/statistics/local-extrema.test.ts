import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { localExtrema } from '../../../src-shared/statistics/local-extrema.ts'

/** Numbers of SciPy's filters (tests/reference/higher-order.py). */
const { extrema } = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/higher-order.json'), 'utf8'))

describe('peaks and minima', () => {
  test('are SciPy’s, by threshold, as shares of the pixels inside the border', () => {
    const { rows, columns, values, thresholds, peaks, minima } = extrema
    const inside = (rows - 2) * (columns - 2)
    const found = localExtrema(values, rows, columns, thresholds)
    expect(Array.from(found.peaks, (share) => Math.round(share * inside))).toEqual(peaks)
    expect(Array.from(found.minima, (share) => Math.round(share * inside))).toEqual(minima)
    expect(found.peaks[0] * inside).toBeCloseTo(peaks[0], 10)
  })

  test('of a map upside down change places', () => {
    const { rows, columns, values } = extrema
    const turned = localExtrema(values, rows, columns, [0.5])
    const other = localExtrema(
      values.map((value: number) => -value),
      rows,
      columns,
      [-0.5],
    )
    expect(turned.peaks).toEqual(other.minima)
  })

  test('need to be strictly above all eight neighbours, which all have values', () => {
    const map = [0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]
    expect(localExtrema(map, 3, 4, [0, 2, 4]).peaks).toEqual(Float64Array.of(1 / 2, 1 / 2, 0))
    expect(localExtrema(map.with(6, 3), 3, 4, [0]).peaks).toEqual(Float64Array.of(0))
    // A missing corner leaves one pixel with eight neighbours, which is no peak.
    expect(localExtrema(map.with(0, NaN), 3, 4, [0]).peaks).toEqual(Float64Array.of(0))
    expect(localExtrema(map.with(5, NaN), 3, 4, [0]).peaks).toEqual(Float64Array.of(NaN))
    expect(localExtrema([1, 2, 3, 4], 2, 2, [0]).minima).toEqual(Float64Array.of(NaN))
  })
})
