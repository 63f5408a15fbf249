import { describe, expect, it } from 'vitest'
import { neighbourStatistics } from '../../../src-main/application/validations/measure/neighbour-statistics.ts'
import type { SampledSet } from '../../../src-main/application/validations/measure/statistic-numbers.ts'
import { madeStatistics } from './made-statistics.ts'

/** Patches whose power follows a sequence, shifted by a factor. */
const set = (count: number, factor: number): SampledSet => ({
  statistics: Array.from({ length: count }, () => madeStatistics([1, 1])),
  features: Array.from({ length: count }, (_, i) => ({
    variance: Float64Array.of(factor * Math.exp(Math.sin(i * i)), factor * Math.exp(Math.cos(3 * i))),
  })) as unknown as SampledSet['features'],
})

describe('coverage and density of samples', () => {
  it('have no distance for the sky itself, and all of it for samples far away', () => {
    const [coverage, density] = neighbourStatistics(set(40, 1), set(40, 1), [set(30, 1e9)])
    expect([coverage.name, density.name]).toEqual(['coverage', 'density'])
    expect(coverage.floor).toMatchObject({ distance: 0, bands: { median: [1] } })
    expect(coverage.models[0]).toMatchObject({ distance: 1, bands: { median: [0] } })
    expect(density.models[0]).toMatchObject({ distance: 1, bands: { median: [0] } })
    // Each of 40 patches lies in its own ball too.
    expect(density.floor!.distance).toBeLessThan(0.5)
    expect(coverage.floor!.chance!).toBeGreaterThan(0.1)
  })

  it('are missing for too few patches of sky', () => {
    expect(neighbourStatistics(set(4, 1), null, [set(9, 1)])[0]).toMatchObject({
      floor: null,
      models: [{ distance: null, chance: null, bands: null }],
    })
  })
})
