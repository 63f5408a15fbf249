import { describe, expect, it } from 'vitest'
import { readIndices, writeIndices } from '../../../src-shared/text/index-ranges.ts'

describe('indices as text', () => {
  it('are single numbers and runs', () => {
    expect(writeIndices([1, 5, 6, 7, 8, 9])).toBe('1,5-9')
    expect(writeIndices([0, 1, 3, 4, 5])).toBe('0,1,3-5')
    expect([writeIndices([]), writeIndices([12])]).toEqual(['', '12'])
  })

  it('are read in any order, each once', () => {
    expect(readIndices('5-9, 1,7')).toEqual([1, 5, 6, 7, 8, 9])
    expect(readIndices('3-3')).toEqual([3])
  })

  it.each(['', 'a', '1,', '-3', '9-5', '1..3', '1.5', '0-99999999999'])('are not read from "%s"', (text) => {
    expect(readIndices(text)).toBeNull()
  })

  it('come back as they were written', () => {
    const indices = Array.from({ length: 3000 }, (_, i) => i).filter((i) => i % 7 !== 3 && i % 11 !== 0)
    expect(readIndices(writeIndices(indices))).toEqual(indices)
  })
})
