import { describe, expect, it } from 'vitest'
import { readAt } from '../../../src-renderer/charts/crosshair.ts'
import { seriesAsCsv } from '../../../src-renderer/charts/series.ts'
import type { Series } from '../../../src-renderer/charts/series.ts'

const curve = (changes: Partial<Series> = {}): Series => ({
  name: 'a',
  x: [1, 2, 3, 4],
  y: [10, 100, 1000, 10_000],
  colour: 0,
  ...changes,
})

describe('exported numbers', () => {
  it('quote names that contain separators', () => {
    const [head, row] = seriesAsCsv(
      [curve({ name: 'the "wide", one', x: [1], y: [2] })],
      { name: 'x' },
      { name: 'y' },
    ).split('\n')
    expect(head).toBe('"the ""wide"", one: x","the ""wide"", one: y"')
    expect(row).toBe('1,2')
  })
  it('keep all digits, and leave cells without a value empty', () => {
    const rows = seriesAsCsv([curve({ x: [0.1, 2], y: [1 / 3, NaN] })], { name: 'x' }, { name: 'y' }).split('\n')
    expect(Number(rows[1].split(',')[1])).toBe(1 / 3)
    expect(rows[2]).toBe('2,')
  })
  it('of no curves are an empty table', () => {
    expect(seriesAsCsv([], { name: 'x' }, { name: 'y' }).trim()).toBe('')
  })
})

describe('the crosshair', () => {
  it('reads the nearest point of curves with other x values, but only within its tolerance', () => {
    const curves = [curve({ name: 'fine', x: [1, 1.9, 3], y: [1, 2, 3] }), curve({ name: 'coarse', x: [2], y: [9] })]
    const names = (tolerance: number) => readAt(curves, 1.91, tolerance)?.readings.map(({ name }) => name)
    expect(names(0.2)).toEqual(['coarse', 'fine'])
    expect(names(0.05)).toEqual(['fine'])
  })
  it('reads nothing without curves', () => expect(readAt([], 1, 1)).toBeNull())
})
