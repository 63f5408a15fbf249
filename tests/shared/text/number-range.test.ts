import { describe, expect, it } from 'vitest'
import { readRange, writeRange, type NumberRange } from '../../../src-shared/text/number-range.ts'

describe('a range as text', () => {
  it.each<[string, NumberRange]>([
    ['-2..3.5', [-2, 3.5]],
    ['..3.5', [null, 3.5]],
    ['-2..', [-2, null]],
    ['330..30', [330, 30]],
    ['1e-7..0.2', [1e-7, 0.2]],
  ])('%s', (text, range) => {
    expect(readRange(text)).toEqual(range)
    expect(writeRange(range)).toBe(text)
  })

  it.each(['', '..', '3', '1..2..3', 'a..b'])('is not read from "%s"', (text) => {
    expect(readRange(text)).toBeNull()
  })
})
