import { describe, expect, it } from 'vitest'
import type { Trial } from '../../../../src-shared/optimize/index.ts'
import { finishedTrials } from '../../../../src-shared/optimize/surface/finished-trials.ts'

const trial = (value: number | undefined, state: Trial['state'] = 'complete'): Trial => ({
  configuration: {},
  state,
  ...(value === undefined ? {} : { value }),
})
const values = (trials: readonly Trial[]) => trials.map(({ value }) => value)

describe('the trials that a model is fitted to', () => {
  it('are complete and have a value', () => {
    const history = [trial(3), trial(2, 'pruned'), trial(undefined, 'failed'), trial(NaN), trial(1)]
    expect(values(finishedTrials(history, 'minimise'))).toEqual([3, 1])
  })
  it('are, if there are many, the best and an even selection of the others, in order', () => {
    const history = [9, 8, 7, 1, 6, 5, 2, 4].map((value) => trial(value))
    // 1 and 2 are the best; of 9 8 7 6 5 4, those a quarter and three quarters of the way through.
    expect(values(finishedTrials(history, 'minimise', 4))).toEqual([8, 1, 5, 2])
    expect(values(finishedTrials(history, 'maximise', 4))).toEqual([9, 8, 1, 2])
  })
  it('are all up to 200, and 200 beyond', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => trial((i * 7919) % 1009))
    expect(finishedTrials(many(200), 'minimise')).toHaveLength(200)
    expect(finishedTrials(many(500), 'minimise')).toHaveLength(200)
  })
})
