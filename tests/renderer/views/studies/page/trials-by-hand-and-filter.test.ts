import { describe, expect, it } from 'vitest'
import type { SearchParameter } from '../../../../../src-shared/study/search-space.ts'
import { belongs, draftOf, misfitOf, paramsOf } from '../../../../../src-renderer/views/studies/page/hand-trial.ts'
import { lossesOf, ownTrials } from '../../../../../src-renderer/views/studies/page/losses.ts'
import { filterTrials } from '../../../../../src-renderer/views/studies/page/trial-filter.ts'
import { isViewName, viewHints, viewNames } from '../../../../../src-renderer/views/studies/page/views.ts'
import { numbers, trial } from '../trial-examples.ts'

const decay: SearchParameter = { kind: 'categorical', name: 'learningRateDecay', choices: ['none', 'cosine'] }
const floor: SearchParameter = {
  kind: 'float',
  name: 'decayFloor',
  low: 0,
  high: 1,
  when: { parameter: 'learningRateDecay', values: ['cosine'] },
}
const weight: SearchParameter = {
  kind: 'float',
  name: 'klWeight',
  low: 1,
  high: 4,
  when: { parameter: 'decayFloor', values: [0.5] },
}

describe('a trial by hand', () => {
  it('omits what depends on an inactive parameter', () => {
    const space = [decay, floor, weight]
    const draft = { learningRateDecay: 'none', decayFloor: 0.5, klWeight: 2 }
    expect(belongs(weight, space, draft)).toBe(false)
    expect(paramsOf(space, draft)).toEqual({ learningRateDecay: 'none' })
    expect(paramsOf(space, { ...draft, learningRateDecay: 'cosine' })).toEqual({
      ...draft,
      learningRateDecay: 'cosine',
    })
  })
  it('starts at a value of the space, even between steps', () => {
    const stepped: SearchParameter = { kind: 'int', name: 'denseWidth', low: 10, high: 100, step: 40 }
    expect(draftOf([stepped], null)).toEqual({ denseWidth: 50 })
    expect(misfitOf(stepped, 50)).toBe('')
    const odd: SearchParameter = { kind: 'int', name: 'kernel', low: 2, high: 5 }
    expect(misfitOf(odd, draftOf([odd], null).kernel)).toBe('')
    const log: SearchParameter = { kind: 'int', name: 'latentDimension', low: 16, high: 512, log: true }
    // The geometric mean, sqrt(16 · 512) = 90.5.
    expect(draftOf([log], null)).toEqual({ latentDimension: 91 })
  })
  it('accepts the bounds themselves, and refuses infinity', () => {
    const range: SearchParameter = { kind: 'float', name: 'klWeight', low: -1, high: 1 }
    expect([-1, 1].map((value) => misfitOf(range, value))).toEqual(['', ''])
    expect(misfitOf(range, Infinity)).toBe('enter a number')
    expect(misfitOf(range, undefined)).toBe('enter a number')
    expect(misfitOf(range, -1.001)).toBe('-1 to 1')
  })
  it('distinguishes a switch from its name', () => {
    const flips: SearchParameter = { kind: 'categorical', name: 'augment', choices: [true, false] }
    expect(misfitOf(flips, false)).toBe('')
    expect(misfitOf(flips, 'false')).toBe('choose a value')
  })
})

describe('the filter of trials', () => {
  const trials = [
    trial(1, 3100, { params: { augment: true, kernel: 3 } }),
    trial(2, -50, { params: { augment: false, kernel: 4 }, origin: 'imported' }),
    trial(3, null, { state: 'running', params: { kernel: 5 }, intermediate: [{ epoch: 1, value: 9000 }] }),
  ]
  it.each([
    ['imported', [2]],
    ['augment=true', [1]],
    ['augment=none', [3]],
    ['KERNEL>=4', [2, 3]],
    ['value<0', [2]],
    ['value>5000', [3]],
    ['number!=2', [1, 3]],
    ['kernel=wide', []],
    ['madeup>0', []],
    ['madeup=none', [1, 2, 3]],
    ['   ', [1, 2, 3]],
  ])('“%s”', (words, left) => expect(numbers(filterTrials(trials, words))).toEqual(left))
  it('returns the same array if it excludes nothing', () => {
    expect(filterTrials(trials, ' ')).toBe(trials)
  })
})

describe('the losses of a deletion', () => {
  const counts = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0, interrupted: 0 }
  it('are in the singular for one', () => {
    const one = { name: 's', counts: { ...counts, running: 1 } }
    expect(lossesOf(one, false)).toEqual([
      'the study with its 1 trial and what its sampler has learned',
      'the training of 1 running trial',
      '1 run with all checkpoints',
    ])
  })
  it('include no runs if no trial has started', () => {
    expect(lossesOf({ name: 's', counts: { ...counts, waiting: 3 } }, false)).toHaveLength(1)
    expect(ownTrials({ counts: { ...counts, waiting: 3, failed: 1 } })).toBe(4)
  })
})

describe('the views of a study', () => {
  it('each have a name and a tooltip; other names are invalid', () => {
    expect(Object.keys(viewHints)).toEqual(Object.keys(viewNames))
    expect(['overview', 'model'].every(isViewName)).toBe(true)
    for (const other of ['charts', '', null, undefined, ['model'], 'toString']) expect(isViewName(other)).toBe(false)
  })
})
