import { describe, expect, it } from 'vitest'
import { likeliestRun, secondsPerEpoch } from '../../../../../src-renderer/views/studies/new/cost.ts'
import { demoConfig, metricsOf, runs } from '../../../fake/records.ts'

describe('the time of an epoch', () => {
  it('is the median of the last ones, without the first, which also compiles', () => {
    const rows = metricsOf(1, 4).map((row, i) => ({ ...row, seconds: [60, 3, 1, 2][i] }))
    expect(secondsPerEpoch(rows)).toBe(2)
    expect(secondsPerEpoch(rows.slice(0, 1))).toBe(60)
    expect(secondsPerEpoch([])).toBeNull()
  })
  it('comes from the most similar run on the dataset, then the newest', () => {
    const of = (changes: Partial<typeof demoConfig>, id = 'demo-64px') =>
      likeliestRun(runs, id, { ...demoConfig, ...changes })?.id
    expect(of({})).toBe('demo-2026-11-23-c')
    expect(of({ latentDimension: 16 })).toBe('latent-16')
    expect(of({ kernel: 7, batchSize: 32 })).toBe('wide-kernel')
    expect(of({ seed: 7, learningRate: 1e-5 })).toBe('demo-2026-11-23-c')
    expect(of({}, 'elsewhere')).toBeUndefined()
  })
})
