import { describe, expect, it } from 'vitest'
import { countStyles, styleOf, styles, penOf } from '../../../../../src-renderer/views/studies/charts/trial-styles.ts'
import { trial } from '../trial-examples.ts'

describe('styles', () => {
  it('differ by marker, so that none relies on colour alone', () => {
    const signs = Object.values(styles).map(({ sign }) => sign)
    expect(new Set(signs).size).toBe(signs.length)
    const dashes = Object.values(styles).map(({ dash }) => dash.join())
    expect(new Set(dashes).size).toBe(dashes.length)
  })
  it('are imported, rather than complete, for imported trials', () => {
    expect(styleOf({ state: 'complete', origin: 'imported' })).toBe('imported')
    expect(styleOf({ state: 'complete', origin: 'enqueued' })).toBe('complete')
  })
  it('are counted in order, for those that occur', () => {
    const trials = [trial(1, 1, { state: 'failed' }), trial(2, 1), trial(3, 1), trial(4, 1, { origin: 'imported' })]
    expect(countStyles(trials)).toEqual([
      ['complete', 2],
      ['failed', 1],
      ['imported', 1],
    ])
  })
  it('are filled only for ended trials with a value', () => {
    const theme = { series: ['#000001', '#000002', '#000003'] }
    expect(penOf('complete', theme)).toMatchObject({ fill: '#000001', stroke: '#000001' })
    expect(penOf('pruned', theme).fill).toBeUndefined()
    expect(penOf('failed', theme).stroke).toBe('#000001')
    expect(penOf('pruned', theme, 'line').dash).toEqual([6, 3])
  })
})
