import { describe, expect, it } from 'vitest'
import { importWords } from '../../../src-shared/study/import-words.ts'

const none = { unfinished: 0, shorter: 0, outside: 0, known: 0 }

describe('the result of an import', () => {
  it.each([
    [4, none, '4 trials imported'],
    [1, { ...none, known: 1 }, '1 trial imported; 1 left out: 1 is known already'],
    [
      0,
      { unfinished: 1, shorter: 2, outside: 3, known: 4 },
      '0 trials imported; 10 left out: 1 has no value, 2 have fewer than 20 epochs, 3 do not fit the space, 4 are known already',
    ],
  ])('%i and %j', (imported, skipped, words) => {
    expect(importWords({ imported, skipped }, 20)).toBe(words)
  })
})
