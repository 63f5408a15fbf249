import { describe, expect, it } from 'vitest'
import { timeline, durationOf } from '../../../../../src-renderer/views/studies/charts/timeline.ts'
import { trial, ranFrom } from '../trial-examples.ts'

describe('the timeline', () => {
  it('has as many rows as trials ran at once, using the lowest free one', () => {
    const spans = timeline([ranFrom(0, 10, 1), ranFrom(2, 4, 2), ranFrom(5, 7, 3), ranFrom(10, 12, 4)], 0)
    expect(spans.map(({ slot }) => slot)).toEqual([0, 1, 1, 0])
  })
  it('draws running trials up to now, and omits those not started', () => {
    const spans = timeline(
      [ranFrom(0, null, 1, { state: 'running' }), trial(2, null, { state: 'waiting', startedAt: null, endedAt: null })],
      9000,
    )
    expect(spans).toMatchObject([{ from: 0, to: 9000, open: true }])
  })
  it('gives the duration of ended trials', () => {
    expect(durationOf(ranFrom(3, 10, 1))).toBe(7000)
    expect(durationOf(ranFrom(3, null, 1))).toBeNull()
  })
})
