import { expect, it } from 'vitest'
import { heldByIntervals } from '../../../src-shared/inpainting/held-by-intervals.ts'

it('truths in a hole are held by the intervals that reach them', () => {
  const estimate = { truth: [10.5, 12, 7, 10, 99, 10], fill: Array(6).fill(10), deviation: [1, 1, 2, 0, 1, NaN] }
  // At distances of 0.5, 2, 1.5 and 0 standard deviations; the fifth is seen, and what the sixth's is nobody knows.
  const mask = [0, 0, 0, 0, 1, 0]
  expect(heldByIntervals(estimate, mask, [1, 1.75, 2])).toEqual({ pixels: 4, held: [2, 3, 4] })
})

it('a hole without a pixel of known deviation has none', () => {
  expect(heldByIntervals({ truth: [1], fill: [1], deviation: [NaN] }, [0], [1])).toEqual({ pixels: 0, held: [0] })
})
