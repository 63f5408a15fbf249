import { describe, expect, it } from 'vitest'
import { compares, comparisonOf, mentions, termsOf } from '../../../src-shared/text/filter-terms.ts'

const holds = (term: string, value: Parameters<typeof compares>[1]) => compares(comparisonOf(term)!, value)

describe('the terms of a filter', () => {
  it('are separated by blanks', () => {
    expect(termsOf('  failed kernel=4\tvalue<3 ')).toEqual(['failed', 'kernel=4', 'value<3'])
    expect(termsOf(' ')).toEqual([])
  })
  it.each([
    ['epochs>=50', { name: 'epochs', sign: '>=', wanted: '50' }],
    ['value!=none', { name: 'value', sign: '!=', wanted: 'none' }],
    ['loss<-3.5', { name: 'loss', sign: '<', wanted: '-3.5' }],
  ])('%s is a comparison', (term, parts) => expect(comparisonOf(term)).toEqual(parts))
  it.each(['failed', '#tag', '=4', 'epochs>', '2026-11-23'])('%s is a word', (term) => {
    expect(comparisonOf(term)).toBeNull()
  })
})

describe('a comparison', () => {
  it.each([
    ['v<3', 2, true],
    ['v<3', 3, false],
    ['v<=3', 3, true],
    ['v>-1', 0, true],
    ['v>=1e-3', 0.001, true],
    ['v=1e-3', 0.001, true],
    ['v!=4', 5, true],
  ])('%s of %d is %s', (term, value, answer) => expect(holds(term, value)).toBe(answer))
  it('by size is false unless both sides are numbers', () => {
    for (const value of [null, undefined, 'wide', true, NaN]) expect(holds('v>0', value)).toBe(false)
    expect(holds('v>wide', 1)).toBe(false)
  })
  it('compares texts and booleans as written, and null as none', () => {
    expect(holds('v=cosine', 'cosine')).toBe(true)
    expect(holds('v=true', true)).toBe(true)
    expect(holds('v=none', null)).toBe(true)
    expect(holds('v!=none', 'cosine')).toBe(true)
  })
})

describe('a word', () => {
  it('is found in any text, ignoring case, but not across two texts', () => {
    expect(mentions('LOSS', [3, 'The loss is not a number.', undefined])).toBe(true)
    expect(mentions('ab', ['a', 'b'])).toBe(false)
  })
})
