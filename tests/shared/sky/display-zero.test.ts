import { expect, test } from 'vitest'
import { displayZero } from '../../../src-shared/sky/display-zero.ts'

test('a map that varies little relative to its size is shown about its middle', () => {
  expect(displayZero({ min: 2.725 - 2 ** -18, max: 2.725 + 2 ** -18 })).toBeCloseTo(2.725, 15)
  expect(displayZero({ min: -1e9 - 1, max: -1e9 + 3 })).toBe(-1e9 + 1)
})

test('any other map is shown without an offset', () => {
  expect(displayZero({ min: 0.7, max: 21_885 })).toBe(0)
  expect(displayZero({ min: -1, max: 1 })).toBe(0)
  expect(displayZero({ min: 5, max: 6 })).toBe(0)
  expect(displayZero({ min: 0, max: 0 })).toBe(0)
  expect(displayZero({ min: null, max: null })).toBe(0)
})

test('a constant map is shown as zeros', () => {
  expect(displayZero({ min: 1e39, max: 1e39 })).toBe(1e39)
})
