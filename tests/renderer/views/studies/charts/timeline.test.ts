import { describe, expect, it } from 'vitest'
import { timeline, durationOf } from '../../../../../src-renderer/views/studies/charts/timeline.ts'
import { trial, ranFrom } from '../trial-examples.ts'

describe('the timeline', () => {
  it('has as many rows as there were trials at once, the lowest free one for each', () => {
    const spans = timeline([ranFrom(0, 10, 1), ranFrom(2, 4, 2), ranFrom(5, 7, 3), ranFrom(10, 12, 4)], 0)
    expect(spans.map(({ slot }) => slot)).toEqual([0, 1, 1, 0])
  })
  it('draws what runs up to now, and leaves out what has not begun', () => {
    const spans = timeline(
      [ranFrom(0, null, 1, { state: 'running' }), trial(2, null, { state: 'waiting', startedAt: null, endedAt: null })],
      9000,
    )
    expect(spans).toMatchObject([{ from: 0, to: 9000, open: true }])
  })
  it('knows how long a trial took once it has ended', () => {
    expect(durationOf(ranFrom(3, 10, 1))).toBe(7000)
    expect(durationOf(ranFrom(3, null, 1))).toBeNull()
  })
})
