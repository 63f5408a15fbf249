import { describe, expect, it } from 'vitest'
import { pathData } from '../../../../../src-renderer/views/studies/charts/picture.ts'
import { timeline } from '../../../../../src-renderer/views/studies/charts/timeline.ts'
import { timelinePicture } from '../../../../../src-renderer/views/studies/charts/timeline-picture.ts'
import { theme, size, ranFrom } from '../trial-examples.ts'

describe('the timeline', () => {
  it('shows states by patterns inside the bars', () => {
    const trials = [
      ranFrom(0, 50, 1),
      ranFrom(50, 100, 2, { state: 'pruned' }),
      ranFrom(0, 60, 3, { state: 'failed' }),
      ranFrom(60, null, 4, { state: 'running' }),
    ]
    const picture = timelinePicture(timeline(trials, 100_000))
    const drawn = picture.trials(theme, size)
    const [, failed, pruned, running] = drawn.map(pathData)
    expect(drawn[0].pen.fill).toBe('#000001')
    expect(pruned.match(/M/g)!.length).toBeGreaterThan(2)
    expect(failed.match(/M/g)).toHaveLength(3)
    expect(running).not.toMatch(/Z/)
    expect(picture.x).toEqual({ name: 'time since the first trial', unit: 's' })
  })
  it('uses hours for a long study', () => {
    expect(timelinePicture(timeline([ranFrom(0, 36_000, 1)], 0)).x.unit).toBe('h')
  })
  it('is empty without trials', () => {
    const picture = timelinePicture([])
    expect(picture.trials(theme, size)).toEqual([])
    expect(() => picture.frame(theme, size)).not.toThrow()
  })
})
