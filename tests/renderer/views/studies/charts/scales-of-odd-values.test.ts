import { describe, expect, it } from 'vitest'
import { paperSpace } from '../../../../../src-shared/study/search-space.ts'
import type { SearchParameter } from '../../../../../src-shared/study/search-space.ts'
import { parameterName, parameterScale, valueScale } from '../../../../../src-renderer/views/studies/charts/scales.ts'
import { shareOf, sharesOn, valueAtShare } from '../../../../../src-shared/axes/share.ts'
import { numberScale } from '../../../../../src-renderer/views/studies/charts/study-data.ts'
import { trial } from '../trial-examples.ts'

const axis = { name: 'v' }
const isRange = ([low, high]: readonly [number, number]) => Number.isFinite(low) && Number.isFinite(high) && low < high

describe('the axis of values', () => {
  it('has a length with a single trial', () => {
    expect(isRange(valueScale([trial(1, 3100)], axis, false).range)).toBe(true)
    expect(isRange(valueScale([trial(1, 3100)], axis, true).range)).toBe(true)
    expect(isRange(valueScale([trial(1, 0)], axis, false).range)).toBe(true)
  })
  it('has a length without trials, and if all have failed', () => {
    const failed = [1, 2, 3].map((number) => trial(number, null, { state: 'failed' }))
    for (const log of [true, false])
      for (const trials of [[], failed]) {
        const { range } = valueScale(trials, axis, log)
        expect(isRange(range)).toBe(true)
        expect(!log || range[0] > 0).toBe(true)
      }
  })
  it('excludes infinite values', () => {
    const trials = [trial(1, 10), trial(2, Infinity), trial(3, 20), trial(4, -Infinity), trial(5, NaN)]
    const { range, at } = valueScale(trials, axis, false)
    // Five per cent of 10 at each end.
    expect(range).toEqual([9.5, 20.5])
    expect(trials.map(at)).toEqual([10, Infinity, 20, -Infinity, NaN])
  })
  it('of a negative objective runs from the lowest to the highest', () => {
    const { range, log } = valueScale([trial(1, -300), trial(2, -100)], axis, true)
    expect(range).toEqual([-310, -90])
    expect(log).toBe(false)
  })
  it('is linear if one value is zero', () => {
    expect(valueScale([trial(1, 0), trial(2, 100)], axis, true).log).toBe(false)
  })
  it('includes the current value of a running trial', () => {
    const running = trial(2, null, { state: 'running', intermediate: [{ epoch: 1, value: 90 }] })
    expect(valueScale([trial(1, 10), running], axis, false).range).toEqual([6, 94])
  })
  it('does not overflow with thousands of trials', () => {
    const trials = Array.from({ length: 20_000 }, (_, i) => trial(i + 1, i, { params: {}, intermediate: [] }))
    expect(valueScale(trials, axis, false).range).toEqual([0 - 0.05 * 19_999, 19_999 + 0.05 * 19_999])
  })
})

describe('the axis of a parameter', () => {
  it('has a length if the space has one value', () => {
    const fixed: SearchParameter = { kind: 'int', name: 'kernel', low: 4, high: 4 }
    const scale = parameterScale(fixed, [])
    expect(isRange(scale.range)).toBe(true)
    expect(shareOf(scale, 4)).toBeCloseTo(0.5, 12)
  })
  it('extends below zero if the space does', () => {
    const scale = parameterScale({ kind: 'float', name: 'klWeight', low: -2, high: 2 }, [])
    expect(shareOf(scale, 0)).toBeCloseTo(0.5, 12)
    expect(scale.range[0]).toBeLessThan(-2)
  })
  it('labels switches by name, and finds their positions', () => {
    const scale = parameterScale({ kind: 'categorical', name: 'augment', choices: [true, false] }, [])
    expect(scale.axis.labels).toEqual(['true', 'false'])
    expect(scale.at(trial(1, 1, { params: { augment: false } }))).toBe(1)
  })
  it('centres a single choice', () => {
    const scale = parameterScale({ kind: 'categorical', name: 'kernel', choices: [4] }, [])
    expect(shareOf(scale, 0)).toBe(0.5)
  })
  it('has no position for a text where it needs a number', () => {
    expect(parameterScale(paperSpace[0], []).at(trial(1, 1, { params: { learningRate: 'high' } }))).toBeNaN()
  })
  it('shows only whole numbers for an integer parameter', () => {
    expect(paperSpace.slice(0, 2).map((one) => parameterScale(one, []).axis.whole)).toEqual([false, true])
  })
  it('has the name in the form of a run, or its own if the form lacks it', () => {
    expect(parameterName('learningRate')).toBe('learning rate')
    expect(parameterName('madeUp')).toBe('madeUp')
  })
})

describe('fractions of an axis', () => {
  const linear = { log: false, range: [-10, 30] } as const
  const log = { log: true, range: [0.01, 100] } as const
  it.each([linear, log])('and their values are inverses of each other (%j)', (scale) => {
    for (const share of [0, 0.25, 0.5, 1, 1.25])
      expect(shareOf(scale, valueAtShare(scale, share))).toBeCloseTo(share, 12)
  })
  it('are 0 and 1 at its ends', () => {
    expect([sharesOn(linear)(-10), sharesOn(linear)(30)]).toEqual([0, 1])
    expect(sharesOn(log)(1)).toBeCloseTo(0.5, 12)
  })
  it('are NaN for zero and negative numbers on a logarithmic axis', () => {
    expect(shareOf(log, 0)).toBe(-Infinity)
    expect(shareOf(log, -1)).toBeNaN()
  })
})

describe('the axis of trial numbers', () => {
  it('has a margin of two per cent at each end, at least half a trial', () => {
    expect(numberScale([trial(1, 1), trial(1000, 1)]).range).toEqual([1 - 20, 1020])
    expect(numberScale([trial(1, 1)]).range).toEqual([0.5, 1.5])
  })
  it('starts at 1 even if the first trials are hidden', () => {
    expect(numberScale([trial(8, 1), trial(9, 1)]).range).toEqual([0.5, 9.5])
  })
})
