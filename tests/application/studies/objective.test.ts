import { describe, expect, it } from 'vitest'
import { curveOf, objectiveValue, trialValue } from '../../../src-main/application/studies/objective.ts'
import { exampleMetrics } from '../../catalog/examples.ts'

const row = (epoch: number, validationLoss: number, testLoss: number | null) => ({
  ...exampleMetrics,
  ...{ epoch, validationLoss, testLoss },
})
/** Best in validation at epoch 2; the lowest test value is at epoch 3. */
const rows = [row(1, 9, null), row(2, 5, 6), row(3, 7, 4), row(4, 8, NaN)]
const study = (metric: 'validationLoss' | 'testLoss', epoch: 'best' | 'last' = 'best', epochs = 4) => ({
  objective: { metric, epoch },
  direction: 'minimise' as const,
  epochs,
})

describe('the value of a trial', () => {
  it('is the best of its validation curve, or the last', () => {
    expect(trialValue(rows, study('validationLoss'))).toBe(5)
    expect(trialValue(rows, study('validationLoss', 'last'))).toBe(8)
    expect(trialValue(rows, { ...study('validationLoss'), direction: 'maximise' })).toBe(9)
  })
  it('is that of the test patches at the best validation epoch, not their own minimum', () => {
    expect(trialValue(rows, study('testLoss'))).toBe(6)
    expect(trialValue(rows, study('testLoss', 'last'))).toBe(4)
  })
  it('is null if that epoch was not tested, or nothing was measured', () => {
    expect(trialValue(rows.slice(0, 1), study('testLoss'))).toBeNull()
    expect(trialValue([], study('validationLoss'))).toBeNull()
    expect(objectiveValue([], study('testLoss').objective, 'minimise', null)).toBeNull()
  })
  it("ignores epochs beyond the study's", () => {
    expect(trialValue(rows, study('validationLoss', 'best', 1))).toBe(9)
  })
})

it('a curve has the epochs at which the metric is a finite number', () => {
  expect(curveOf(rows, study('testLoss').objective, 4)).toEqual([
    { epoch: 2, value: 6 },
    { epoch: 3, value: 4 },
  ])
})
