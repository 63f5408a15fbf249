import { expect, test } from 'vitest'
import { testShare } from '../../../src-shared/validation/test-share.ts'

const v0 = (pValue: number, distance: number) => ({ statistic: 'v0' as const, at: '', pValue, distance })

test('tests with a p-value below 0.01 distinguish two sets', () => {
  expect(testShare([v0(0.5, 0.1), v0(0.009, 0.6), v0(0.011, 0.2)], 'v0')).toEqual({
    count: 3,
    apart: 1,
    distance: 0.2,
    smallestPValue: 0.009,
  })
})

test('the median of an even number of distances lies between the middle two', () => {
  expect(testShare([v0(1, 0.1), v0(1, 0.5), v0(1, 0.2), v0(1, 0.3)], 'v0')!.distance).toBeCloseTo(0.25, 12)
})

test('a statistic that was not tested has no summary', () => {
  expect(testShare([v0(0.5, 0.1)], 'v1')).toBeNull()
  expect(testShare(undefined, 'v0')).toBeNull()
})
