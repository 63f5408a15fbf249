import { expect, test } from 'vitest'
import { columnTransform } from '../../../src-shared/statistics/column-transform.ts'
import { signal } from './signal.ts'

test.each([1, 2, 3, 4, 5, 6, 8, 15, 20, 36, 96, 100, 320])('columns of %i numbers are their sums', (length) => {
  const width = 3
  const before = signal(2 * length * width)
  for (const sign of [-1, 1] as const) {
    const found = columnTransform(length)!(before.slice(), new Float64Array(before.length), width, sign)
    for (let k = 0; k < length; k += Math.ceil(length / 12)) {
      for (let column = 0; column < width; column++) {
        let [re, im] = [0, 0]
        for (let j = 0; j < length; j++) {
          const angle = (sign * 2 * Math.PI * ((j * k) % length)) / length
          const at = 2 * (j * width + column)
          re += before[at] * Math.cos(angle) - before[at + 1] * Math.sin(angle)
          im += before[at] * Math.sin(angle) + before[at + 1] * Math.cos(angle)
        }
        expect(found[2 * (k * width + column)]).toBeCloseTo(re, 11)
        expect(found[2 * (k * width + column) + 1]).toBeCloseTo(im, 11)
      }
    }
  }
})

test('there are none for lengths with larger factors', () => {
  for (const length of [7, 14, 22, 119]) expect(columnTransform(length)).toBeNull()
})
