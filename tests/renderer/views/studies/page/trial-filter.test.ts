import { describe, expect, it } from 'vitest'
import { filterTrials } from '../../../../../src-renderer/views/studies/page/trial-filter.ts'
import { trial, numbers } from '../trial-examples.ts'

describe('the filter of the table', () => {
  const trials = [
    trial(1, 3100, { params: { kernel: 3, learningRateDecay: 'none' } }),
    trial(2, 3300, { params: { kernel: 4, learningRateDecay: 'cosine' }, state: 'pruned', epochs: 5 }),
    trial(3, null, { state: 'failed', failure: { code: 'x', message: 'The loss is not a number.' } }),
  ]
  it.each([
    ['', [1, 2, 3]],
    ['pruned', [2]],
    ['LOSS', [3]],
    ['cosine', [2]],
    ['kernel=4', [2]],
    ['value<3200', [1]],
    ['value>=3100 epochs<10', [2]],
    ['learningratedecay!=none trial<3', [2]],
    ['s-0001', [1]],
  ])('“%s”', (words, left) => expect(numbers(filterTrials(trials, words))).toEqual(left))
})
