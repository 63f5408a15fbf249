import { describe, expect, test } from 'vitest'
import { createMedianPruner } from '../../../../src-shared/optimize/pruners/median.ts'
import type { Curve, Pruner } from '../../../../src-shared/optimize/pruners/pruner.ts'
import { createSuccessiveHalvingPruner } from '../../../../src-shared/optimize/pruners/successive-halving.ts'
import reference from '../../../reference/pruners.json' with { type: 'json' }

const STEPS = 20

/** The curves of tests/reference/pruners.py. */
function intermediateValue(trial: number, step: number): number {
  const level = (trial * trial * 0.6180339887498949) % 1
  const speed = 0.1 + ((trial * 0.7548776662466927) % 1)
  const noise = ((31 * trial + step) ** 2 * 0.5698402909980532) % 1
  return level + 2 / (1 + speed * step) + 0.1 * noise
}

/** For each trial, in order, the step after which it is pruned; null if it is not. */
function decisions(pruner: Pruner, sign: number, trials: number, competes: (end: number | null) => boolean) {
  const curves: Curve[] = []
  const ends: (number | null)[] = []
  for (let trial = 0; trial < trials; trial++) {
    const curve: { step: number; value: number }[] = []
    let end: number | null = null
    for (let step = 1; step <= STEPS && end === null; step++) {
      curve.push({ step, value: sign * intermediateValue(trial, step) })
      if (pruner.shouldPrune(curve, curves)) end = step
    }
    if (competes(end)) curves.push(curve)
    ends.push(end)
  }
  return ends
}
const directionOf = (name: string) => (name === 'minimize' ? 'minimise' : 'maximise')
const signOf = (name: string) => (name === 'minimize' ? 1 : -1)

test.each(reference.median)(
  'the median pruner decides as Optuna’s: $options, $direction',
  ({ options, direction, ends }) => {
    const pruner = createMedianPruner({ ...options, direction: directionOf(direction) })
    // Optuna compares with completed trials.
    expect(decisions(pruner, signOf(direction), ends.length, (end) => end === null)).toEqual(ends)
    expect(ends.filter((end) => end !== null).length).toBeGreaterThan(10)
  },
)

test.each(reference.halving)(
  'successive halving decides as Optuna’s: $options, $direction',
  ({ options, direction, ends }) => {
    const pruner = createSuccessiveHalvingPruner({ ...options, direction: directionOf(direction) })
    expect(decisions(pruner, signOf(direction), ends.length, () => true)).toEqual(ends)
    expect(ends.filter((end) => end === null).length).toBeGreaterThan(0)
  },
)

const curveOf = (...values: number[]): Curve => values.map((value, i) => ({ step: i + 1, value }))

describe('the median pruner', () => {
  const pruner = createMedianPruner({ startupTrials: 3 })
  const others = [curveOf(3, 1), curveOf(5, 2), curveOf(9, 4)]

  test('prunes a trial worse than the median, but not one equal to it', () => {
    expect(pruner.shouldPrune(curveOf(6, 2.1), others)).toBe(true)
    expect(pruner.shouldPrune(curveOf(6, 2), others)).toBe(false)
  })

  test('evaluates a trial by its best value so far', () => {
    expect(pruner.shouldPrune(curveOf(1.5, 30), others)).toBe(false)
  })

  test('prunes a trial without finite values, and ignores other such trials', () => {
    expect(pruner.shouldPrune(curveOf(NaN, NaN), others)).toBe(true)
    expect(pruner.shouldPrune(curveOf(6, 2.1), [...others.slice(1), curveOf(NaN, NaN)])).toBe(false)
  })

  test('waits for others to compare with', () => {
    expect(pruner.shouldPrune(curveOf(100), others.slice(1))).toBe(false)
    expect(pruner.shouldPrune(curveOf(100, 100, 100), others)).toBe(false)
    expect(pruner.shouldPrune([], others)).toBe(false)
  })
})

describe('successive halving', () => {
  const pruner = createSuccessiveHalvingPruner({ firstRung: 2, reductionFactor: 2 })

  test('decides only at its rungs: steps 2, 4, 8', () => {
    const others = [curveOf(1, 1, 1, 1, 1, 1, 1, 1), curveOf(2, 2, 2, 2, 2, 2, 2, 2)]
    const pruned = [1, 2, 3, 4, 5, 6, 7, 8].filter((steps) =>
      pruner.shouldPrune(curveOf(...Array<number>(steps).fill(3)), others),
    )
    expect(pruned).toEqual([2, 4, 8])
  })

  test('lets the first trial continue, and later the better half', () => {
    expect(pruner.shouldPrune(curveOf(9, 9), [])).toBe(false)
    const others = [1, 2, 3].map((value) => curveOf(value, value))
    expect(pruner.shouldPrune(curveOf(2, 1.5), others)).toBe(false)
    expect(pruner.shouldPrune(curveOf(2, 2.5), others)).toBe(true)
  })

  test('handles gaps between reported steps', () => {
    const sparse = (value: number): Curve => [1, 5, 9].map((step) => ({ step, value }))
    expect(pruner.shouldPrune(sparse(2).slice(0, 2), [sparse(1)])).toBe(true)
    expect(pruner.shouldPrune(sparse(0.5).slice(0, 2), [sparse(1)])).toBe(false)
  })

  test('prunes a trial without a finite value', () => {
    expect(pruner.shouldPrune(curveOf(1, 1, NaN), [])).toBe(true)
  })
})
