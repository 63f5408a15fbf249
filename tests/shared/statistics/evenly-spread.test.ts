import { expect, it } from 'vitest'
import { evenlySpread } from '../../../src-shared/statistics/evenly-spread.ts'

it('gives all places of few items, otherwise as many as allowed, including the first', () => {
  expect(evenlySpread(3, 5)).toEqual([0, 1, 2])
  expect(evenlySpread(10, 4)).toEqual([0, 2, 5, 7])
  expect(evenlySpread(0, 4)).toEqual([])
  expect(new Set(evenlySpread(1001, 500)).size).toBe(500)
})
