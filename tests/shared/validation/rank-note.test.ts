import { expect, test } from 'vitest'
import { quartilesText } from '../../../src-shared/validation/quartiles-text.ts'
import { rankNote } from '../../../src-shared/validation/rank-note.ts'
import { validationResults } from '../../renderer/fake/validation-results.ts'

const { latents } = validationResults([1, 2], 16)

test.each([
  [1, true],
  [15, true],
  [16, false],
  [17, false],
])('%i components beside 16 latents: the reference is said to be no ceiling: %s', (components, said) => {
  expect(rankNote({ components, latents }).includes('is not a ceiling')).toBe(said)
})

test('the note names both numbers', () => {
  expect(rankNote({ components: 12, latents })).toMatch(/only 12 principal components, fewer than the 16 latents/)
})

test('quartiles are written around an ellipsis, in the caller’s format', () => {
  const three = (value: number | null) => (value === null ? '–' : value.toFixed(3))
  expect(quartilesText({ low: 0.12, median: 0.163, high: 0.2 }, three)).toBe('0.163 (0.120 … 0.200)')
  expect(quartilesText({ low: null, median: null, high: null }, three)).toBe('– (– … –)')
})
