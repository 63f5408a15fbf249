import { describe, expect, it } from 'vitest'
import { countRefusals, refusalWords, remedyOf } from '../../../src-main/application/datasets/refusal-counts.ts'

describe('patches left out', () => {
  it('are counted by reason, the most frequent first', () => {
    const counts = countRefusals(['constant', null, 'missing pixels', 'missing pixels', null])
    expect(counts).toEqual([
      { reason: 'missing pixels', count: 2 },
      { reason: 'constant', count: 1 },
    ])
    expect(refusalWords(counts)).toBe('2 with missing pixels, 1 constant')
    expect(countRefusals([null, null])).toEqual([])
  })

  it('have a remedy for what happened most, in terms of what the patches come from', () => {
    const remedy = (reason: Parameters<typeof countRefusals>[0][number], from: 'map' | 'stack') =>
      remedyOf(countRefusals([reason, reason, 'constant']), from)
    expect(remedy('values not above zero', 'map')).toContain('asinh or linear')
    expect(remedy('values not above zero', 'stack')).not.toContain('asinh')
    expect(remedy('missing pixels', 'map')).toContain('fill or keep')
    expect(remedy('missing pixels', 'stack')).toContain('masks')
    expect(remedy('too few good pixels', 'map')).toContain('lower fraction')
    expect(remedy('constant', 'map')).toBe('choose another column')
  })
})
