import { describe, expect, it } from 'vitest'
import { betweenConditions, scalingOfCondition } from '../../../src-shared/model/condition-scaling.ts'

describe('the scaling of a condition', () => {
  it('is its mean and standard deviation', () => {
    expect(scalingOfCondition([-2, 0, 2])).toEqual({ log: false, centre: 0, scale: Math.sqrt(8 / 3) })
  })
  it('takes the logarithm of values that it makes less skewed, if all are positive', () => {
    const { log, centre, scale } = scalingOfCondition([1, Math.E, Math.E ** 2])!
    expect(log).toBe(true)
    expect(centre).toBeCloseTo(1, 12)
    expect(scale).toBeCloseTo(Math.sqrt(2 / 3), 12)
    expect(scalingOfCondition([10, 20, 30])).toMatchObject({ log: false, centre: 20 })
    expect(scalingOfCondition([0, Math.E, Math.E ** 2])!.log).toBe(false)
  })
  it('does not exist where all values are the same', () => {
    expect(scalingOfCondition([0.1, 0.1, 0.1])).toBeNull()
    expect(scalingOfCondition([0, 0])).toBeNull()
    expect(scalingOfCondition([3])).toBeNull()
  })
})

it('between two conditions, steps are even in what the flow is told', () => {
  const scaling = { log: false, centre: 0, scale: 1 }
  expect(betweenConditions(2, 8, 0.5, scaling)).toBe(5)
  expect(betweenConditions(2, 8, 0.5, { ...scaling, log: true })).toBeCloseTo(4, 12)
  expect(betweenConditions(2, 8, 1, scaling)).toBe(8)
})
