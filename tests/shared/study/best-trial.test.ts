import { expect, test } from 'vitest'
import { bestTrial, isBetter } from '../../../src-shared/study/best-trial.ts'

const trial = (number: number, value: number | null, state = 'complete') => ({ number, value, state })

test('the best trial has the smallest value if values are minimised, and the largest if they are maximised', () => {
  const trials = [trial(1, 5), trial(2, 3), trial(3, 7)]
  expect(bestTrial('minimise', trials)?.number).toBe(2)
  expect(bestTrial('maximise', trials)?.number).toBe(3)
})

test('the first of equal trials is the best', () => {
  expect(bestTrial('minimise', [trial(1, 2), trial(2, 2)])?.number).toBe(1)
  expect(bestTrial('maximise', [trial(1, 2), trial(2, 2)])?.number).toBe(1)
})

test('only complete trials with a value count', () => {
  expect(bestTrial('minimise', [trial(1, 1, 'pruned'), trial(2, null), trial(3, 9)])?.number).toBe(3)
  expect(bestTrial('minimise', [trial(1, 1, 'running')])).toBeNull()
  expect(bestTrial('minimise', [])).toBeNull()
})

test('no value is better than itself', () => {
  expect(isBetter('minimise', 1, 1)).toBe(false)
  expect(isBetter('maximise', 1, 1)).toBe(false)
})
