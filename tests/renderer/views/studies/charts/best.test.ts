import { describe, expect, it } from 'vitest'
import { bestSoFar, shownValue, topTrials } from '../../../../../src-renderer/views/studies/charts/best.ts'
import { trial, numbers } from '../trial-examples.ts'

describe('the best so far', () => {
  const trials = [trial(1, 5), trial(2, 7), trial(3, 3), trial(4, 9, { state: 'pruned' }), trial(5, 4)]
  it('steps down at a better trial, and continues to the last trial', () => {
    expect(bestSoFar(trials, 'minimise')).toEqual({ x: [1, 3, 3, 5], y: [5, 5, 3, 3] })
  })
  it('steps up if values are maximised; pruned trials do not count', () => {
    expect(bestSoFar(trials, 'maximise')).toEqual({ x: [1, 2, 2, 5], y: [5, 5, 7, 7] })
  })
  it('is empty without a complete trial', () => {
    expect(bestSoFar([trial(1, null, { state: 'failed' })], 'minimise')).toEqual({ x: [], y: [] })
  })
})

describe('the best k', () => {
  const trials = [trial(1, 5), trial(2, 1), trial(3, null, { state: 'running' }), trial(4, 3)]
  it('are complete trials, best first', () => {
    expect(numbers(topTrials(trials, 2, 'minimise'))).toEqual([2, 4])
    expect(numbers(topTrials(trials, 2, 'maximise'))).toEqual([1, 4])
    expect(numbers(topTrials(trials, 9, 'minimise'))).toEqual([2, 4, 1])
  })
})

describe('the displayed value', () => {
  it('of a running trial is that of its last epoch; a failed one has none', () => {
    const intermediate = [
      { epoch: 1, value: 9 },
      { epoch: 2, value: 8 },
    ]
    expect(shownValue(trial(1, null, { state: 'running', intermediate }))).toBe(8)
    expect(shownValue(trial(1, null, { state: 'failed', intermediate }))).toBeNull()
    expect(shownValue(trial(1, 3))).toBe(3)
  })
})
