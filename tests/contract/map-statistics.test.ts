import { describe, expect, it } from 'vitest'
import { mapStatisticsMethods } from '../../src-preload/contract/map-statistics.ts'
import { refusedAt, sentenceFor } from './limits.ts'

describe('the question for a histogram', () => {
  const { params } = mapStatisticsMethods['maps.histogram']
  const one = { id: 'dust', column: 0 }

  it('is 256 equal bins between the extremes by default', () => {
    expect(params.parse(one)).toEqual({ ...one, bins: 256, scale: 'linear' })
  })

  it('needs an end above the beginning, and on a logarithmic scale above zero', () => {
    expect(refusedAt(params, { ...one, from: -1, to: 1 })).toBeUndefined()
    expect(refusedAt(params, { ...one, from: 1 })).toBeUndefined()
    expect(refusedAt(params, { ...one, from: 1, to: 1 })).toBe('to')
    expect(refusedAt(params, { ...one, scale: 'log', from: 0, to: 1 })).toBe('from')
    expect(sentenceFor(params, { ...one, scale: 'log', to: -1 })).toBe('a logarithmic scale begins above zero')
  })

  it('has 1 to 4096 bins', () => {
    for (const bins of [1, 4096]) expect(refusedAt(params, { ...one, bins })).toBeUndefined()
    for (const bins of [0, 4097, 2.5]) expect(refusedAt(params, { ...one, bins })).toBe('bins')
  })
})
