import { describe, expect, test } from 'vitest'
import { transformMasked } from '../../../src-shared/statistics/masked-transform.ts'
import { signal } from './signal.ts'

const patch = { rows: 5, columns: 6, lx: 0.3, ly: 0.2 }
const size = patch.rows * patch.columns
const numbers = signal(3 * size)
const [mask, first, second] = [0, 1, 2].map((at) => numbers.slice(at * size, (at + 1) * size))

/** A mode of a map times the mask, from its definition: a sum over pixels. */
function modeOf(map: Float64Array, row: number, column: number): [number, number] {
  let [re, im] = [0, 0]
  map.forEach((value, i) => {
    const [y, x] = [Math.floor(i / patch.columns), i % patch.columns]
    const phase = 2 * Math.PI * ((row * y) / patch.rows + (column * x) / patch.columns)
    re += value * mask[i] * Math.cos(phase)
    im -= value * mask[i] * Math.sin(phase)
  })
  const norm = (patch.lx * patch.ly) / (2 * Math.PI * size)
  return [re * norm, im * norm]
}

describe('the transforms of two maps behind a mask', () => {
  test('are each the sum over its pixels, although they are taken together', () => {
    const [a, b] = transformMasked(patch, mask, first, second)
    for (let row = 0; row < patch.rows; row++)
      for (let column = 0; column < patch.columns; column++) {
        const at = 2 * (row * patch.columns + column)
        ;[...modeOf(first, row, column), ...modeOf(second, row, column)].forEach((part, i) =>
          expect([a[at], a[at + 1], b[at], b[at + 1]][i]).toBeCloseTo(part, 15),
        )
      }
  })

  test('keep the power of the maps: the sum over modes is that over pixels (Parseval)', () => {
    const [a] = transformMasked(patch, mask, first, second)
    const ofModes = a.reduce((sum, part) => sum + part ** 2, 0)
    const ofPixels = first.reduce((sum, value, i) => sum + (value * mask[i]) ** 2, 0)
    expect(ofModes).toBeCloseTo((ofPixels * (patch.lx * patch.ly) ** 2) / (4 * Math.PI ** 2 * size), 14)
  })

  test('do not mix maps of very different sizes', () => {
    const faint = second.map((value) => value * 1e-9)
    const [, b] = transformMasked(patch, mask, first, faint)
    const [, alone] = transformMasked(patch, mask, faint, faint)
    const largest = Math.max(...alone.map(Math.abs))
    b.forEach((part, i) => expect(Math.abs(part - alone[i]) / largest).toBeLessThan(1e-6))
  })

  test('of a single pixel are its value times the area over 2 pi', () => {
    const [a, b] = transformMasked({ rows: 1, columns: 1, lx: 2, ly: 3 }, Float64Array.of(0.5), [4], [-8])
    expect([...a, ...b]).toEqual([12 / (2 * Math.PI), 0, -24 / (2 * Math.PI), 0].map((x) => expect.closeTo(x, 14)))
  })

  test('are refused for either map of another size', () => {
    const short = new Float64Array(4)
    expect(() => transformMasked(patch, mask, short, second)).toThrow('a map of 4 values does not fill 5 x 6 pixels')
    expect(() => transformMasked(patch, mask, first, short)).toThrow(RangeError)
  })
})
