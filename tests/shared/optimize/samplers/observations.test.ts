import { describe, expect, test } from 'vitest'
import {
  drawInWorseHalf,
  drawOutWorseHalf,
  readHistory,
  standardise,
} from '../../../../src-shared/optimize/samplers/observations.ts'
import type { Trial, TrialState } from '../../../../src-shared/optimize/samplers/sampler.ts'

const trial = (x: number, state: TrialState, value?: number): Trial => ({ configuration: { x }, state, value })

describe('a history', () => {
  test('has the values of complete and pruned trials', () => {
    const { configurations, values, pending } = readHistory(
      [trial(1, 'complete', 5), trial(2, 'pruned', 9), trial(3, 'complete', 7)],
      'minimise',
    )
    expect(configurations).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }])
    expect(values).toEqual([5, 9, 7])
    expect(pending).toEqual([])
  })

  test('is negated if values are maximised', () => {
    expect(readHistory([trial(1, 'complete', 5), trial(2, 'complete', 7)], 'maximise').values).toEqual([-5, -7])
  })

  test('counts waiting, running and interrupted trials as pending', () => {
    const { pending, values } = readHistory(
      [trial(1, 'waiting'), trial(2, 'running', 3), trial(3, 'interrupted', 4), trial(4, 'complete', 1)],
      'minimise',
    )
    expect(pending).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }])
    expect(values).toEqual([1])
  })

  test.each([
    ['failed', trial(9, 'failed')],
    ['NaN', trial(9, 'complete', NaN)],
    ['without a value', trial(9, 'complete')],
    ['infinite', trial(9, 'pruned', -Infinity)],
    ['diverged', trial(9, 'complete', 1e12)],
  ] as const)('counts a trial that is %s as the median of the others', (_, bad) => {
    const { configurations, values } = readHistory(
      [trial(1, 'complete', 1), bad, trial(2, 'complete', 3), trial(3, 'complete', 2)],
      'minimise',
    )
    expect(configurations.at(-1)).toEqual({ x: 9 })
    // The median is over four values, including the diverged one: 2.5.
    expect(values.at(-1)).toBe(bad.value === 1e12 ? 2.5 : 2)
  })

  test('without measured values has none, even with failed trials', () => {
    expect(readHistory([trial(1, 'failed'), trial(2, 'running')], 'minimise')).toEqual({
      configurations: [],
      values: [],
      pending: [{ x: 2 }],
    })
  })
})

describe('standardised values', () => {
  test('have mean 0 and variance 1', () => {
    // Mean 5, variance 5: (-3, -1, 1, 3) / sqrt 5.
    expect(standardise([2, 4, 6, 8])).toEqual([-3, -1, 1, 3].map((value) => expect.closeTo(value / Math.sqrt(5), 12)))
  })

  test('are 0 if all are equal', () => {
    expect(standardise([4, 4, 4])).toEqual([0, 0, 0])
    expect(drawInWorseHalf([4, 4, 4])).toEqual([0, 0, 0])
  })
})

describe('the worse half', () => {
  const values = [1, 2, 3, 10, 1000]
  const drawn = drawInWorseHalf(values)

  test('is compressed, in the same order', () => {
    expect([...drawn].sort((a, b) => a - b)).toEqual(drawn)
    const [best, second, , , worst] = drawn
    // Uncompressed, 1000 would be 998 times as far from the second as the second is from the best.
    expect((worst - second) / (second - best)).toBeLessThan(20)
  })

  test('keeps the spacing of the better half', () => {
    expect(drawn[2] - drawn[1]).toBeCloseTo(drawn[1] - drawn[0], 12)
  })

  test('is restored to the original values', () => {
    const out = drawOutWorseHalf(values)
    drawn.forEach((standard, i) => {
      // 1000 is beyond the upper limit, 5 scales above the median.
      if (values[i] < 1000) expect(out(standard)).toBeCloseTo(values[i], 9)
    })
    expect(out(drawn[4])).toBeGreaterThan(100)
  })
})
