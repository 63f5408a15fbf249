import { describe, expect, it } from 'vitest'
import type { SampleNumber } from '../../../../../src-preload/contract/index.ts'
import {
  faultOf,
  isBeyond,
  neededOfSample,
  rangeWords,
} from '../../../../../src-renderer/views/runs/draws/use-given.ts'

const number = (changes: Partial<SampleNumber> = {}): SampleNumber => ({
  ...{ name: 'latitude', told: true, undoes: false, range: { least: 15, median: 40, most: 89.25 } },
  ...changes,
})

describe('a number that samples are given', () => {
  it('may be left to training patches, unless these are gone', () => {
    expect(neededOfSample(number())).toBe('')
    expect(neededOfSample(number({ range: null }))).toBe('needed: the dataset is gone')
    expect(faultOf(number(), undefined, '')).toBe('')
    expect(faultOf(number(), undefined, 'needed')).toBe('needed')
    expect(faultOf(number(), 3, 'needed')).toBe('')
  })

  it('is a number, and a standard deviation is above 0', () => {
    expect(faultOf(number(), NaN, '')).toBe('enter a number')
    expect(faultOf(number(), -1e9, '')).toBe('')
    for (const name of ['std', 'std_Q']) {
      expect(faultOf(number({ name, undoes: true }), 0, '')).toBe('above 0')
      expect(faultOf(number({ name, undoes: true }), 1e-9, '')).toBe('')
    }
    // Columns of the user's own may be anything.
    expect(faultOf(number({ name: 'stdev' }), -1, '')).toBe('')
  })

  it('is known to be beyond training patches, whose range it says', () => {
    expect(rangeWords(number())).toBe('15.0 to 89.3')
    expect([14.9, 15, 89.25, 89.3].map((value) => isBeyond(number(), value))).toEqual([true, false, false, true])
    expect(isBeyond(number(), undefined)).toBe(false)
    expect([rangeWords(number({ range: null })), isBeyond(number({ range: null }), 1)]).toEqual(['', false])
  })
})
