import { expect, test } from 'vitest'
import { applyFilter, croppedFilter } from '../../../src-shared/statistics/cropped-filter.ts'
import { signal } from './signal.ts'

const [rows, columns] = [16, 24]
const filter = { rows, columns, values: signal(rows * columns) }
/** The signed frequency of an index. */
const frequency = (index: number, length: number) => (index < length / 2 ? index : index - length)
const index = (frequency: number, length: number) => (frequency + length) % length

test.each([
  [0, 1],
  [0, 2],
  [0, 8],
  [1, 2],
  [2, 1],
])(
  'a filter cropped to resolution %i and folded by %i is a product, then a mean over modes that alias',
  (resolution, step) => {
    const [fineRows, fineColumns] = [rows / 2 ** resolution, columns / 2 ** resolution]
    const [outRows, outColumns] = [fineRows / step, fineColumns / step]
    const modes = signal(2 * fineRows * fineColumns)
    const expected = new Float64Array(2 * outRows * outColumns)
    for (let row = 0; row < fineRows; row++) {
      for (let column = 0; column < fineColumns; column++) {
        const whole = index(frequency(row, fineRows), rows) * columns + index(frequency(column, fineColumns), columns)
        const to = (row % outRows) * outColumns + (column % outColumns)
        for (const part of [0, 1])
          expected[2 * to + part] += (filter.values[whole] * modes[2 * (row * fineColumns + column) + part]) / step ** 2
      }
    }
    const cropped = croppedFilter(filter, resolution, step)
    expect([cropped.rows, cropped.columns]).toEqual([outRows, outColumns])
    const out = new Float64Array(expected.length).fill(9)
    applyFilter(cropped, modes, out)
    out.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 13))
  },
)

test('values that are negligible take no room', () => {
  const values = new Float64Array(rows * columns).fill(1e-12)
  values[columns + 3] = 2
  values[columns + 4] = -1
  values[columns + 9] = 0.5
  const cropped = croppedFilter({ rows, columns, values }, 0, 1)
  expect([...cropped.values]).toEqual([2, -1, 0.5])
  expect([...cropped.runs]).toEqual([columns + 3, columns + 3, 2, columns + 9, columns + 9, 1])
})
