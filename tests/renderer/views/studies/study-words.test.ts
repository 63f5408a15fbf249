import { describe, expect, it } from 'vitest'
import { paperSpace } from '../../../../src-shared/study/search-space.ts'
import type { SearchParameter } from '../../../../src-shared/study/search-space.ts'
import { rangeOfParameter } from '../../../../src-renderer/views/studies/study-words.ts'

const int = (low: number, high: number, more = {}): SearchParameter => ({
  kind: 'int',
  name: 'latentDimension',
  low,
  high,
  ...more,
})

describe('a search space', () => {
  it('is described in words', () => {
    expect(paperSpace.map(rangeOfParameter).slice(1)).toEqual(['16 to 512, logarithmic', '3, 4 or 5', '4, 8, 16 or 32'])
    expect(rangeOfParameter(int(1, 9, { step: 2 }))).toBe('1 to 9, in steps of 2')
  })
})
