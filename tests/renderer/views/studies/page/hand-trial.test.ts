import { describe, expect, it } from 'vitest'
import type { SearchParameter } from '../../../../../src-shared/study/search-space.ts'
import { belongs, draftOf, misfitOf, paramsOf } from '../../../../../src-renderer/views/studies/page/hand-trial.ts'

describe('a trial by hand', () => {
  const space: SearchParameter[] = [
    { kind: 'float', name: 'learningRate', low: 1e-4, high: 1e-2, log: true },
    { kind: 'int', name: 'denseWidth', low: 64, high: 512, step: 64 },
    { kind: 'categorical', name: 'learningRateDecay', choices: ['none', 'cosine'] },
    {
      kind: 'float',
      name: 'decayFloor',
      low: 0,
      high: 1,
      when: { parameter: 'learningRateDecay', values: ['cosine'] },
    },
  ]
  it('starts as the best trial, else in the middle of each scale', () => {
    expect(draftOf(space, null)).toEqual({
      learningRate: 1e-3,
      denseWidth: 320,
      learningRateDecay: 'none',
      decayFloor: 0.5,
    })
    expect(draftOf(space, { learningRate: 5e-4 })).toMatchObject({ learningRate: 5e-4, denseWidth: 320 })
  })
  it('has no value for an inactive parameter', () => {
    const draft = draftOf(space, null)
    expect(Object.keys(paramsOf(space, draft))).not.toContain('decayFloor')
    expect(paramsOf(space, { ...draft, learningRateDecay: 'cosine' }).decayFloor).toBe(0.5)
    expect(belongs(space[3], [], draft)).toBe(false)
  })
  it('says what a value must be', () => {
    expect(misfitOf(space[0], NaN)).toBe('enter a number')
    expect(misfitOf(space[0], 1)).toBe('0.0001 to 0.01')
    expect(misfitOf(space[1], 64.5)).toBe('enter a whole number')
    expect(misfitOf(space[1], 100)).toBe('64 plus multiples of 64')
    expect(misfitOf(space[1], 192)).toBe('')
    expect(misfitOf(space[2], 'linear')).toBe('choose a value')
    expect(misfitOf(space[2], undefined)).toBe('choose a value')
  })
})
