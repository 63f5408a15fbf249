import { describe, expect, it } from 'vitest'
import { sampleResults } from '../../../src-main/application/validations/measure/sample-results.ts'
import { setFeatures } from '../../../src-main/application/validations/measure/set-features.ts'
import type { SampledSet } from '../../../src-main/application/validations/measure/statistic-numbers.ts'
import { spectrumSky } from '../../../src-main/application/maps/spectrum-sky.ts'
import { sampleStatisticsSchema } from '../../../src-shared/validation/sample-statistics.ts'
import { signal } from '../../shared/statistics/signal.ts'
import { grid, madeStatistics } from './made-statistics.ts'

const size = 16
const sky = spectrumSky({ rows: size, columns: size, width: 6 })
/** Patches of rough numbers, each another one. */
const pictures = (count: number, from: number) => {
  const values = Float32Array.from(signal(4 * count * size * size).subarray(from, from + count * size * size))
  return { count, patch: (index: number) => values.subarray(index * size * size, (index + 1) * size * size) }
}
const sets = [pictures(9, 0), pictures(7, 300), pictures(8, 700)]

describe('the features of several sets', () => {
  it('are in the order of the patches, whatever thread measured them', async () => {
    const together = await setFeatures(sets, sky, { threads: 2 })
    const alone = await setFeatures([sets[1]], sky, { threads: 1 })
    expect(together.sets.map((set) => set.length)).toEqual([9, 7, 8])
    expect(together.sets[1]).toEqual(alone.sets[0])
    expect(together.grid).toEqual(alone.grid)
  })

  it('are reported as they come, and stop when aborted', async () => {
    const seen: number[] = []
    await setFeatures(sets, sky, { onPatch: (done, count) => seen.push(done / count) })
    expect(seen.at(-1)).toBe(1)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    await expect(setFeatures(sets, sky, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
  })
})

describe('the distances of samples', () => {
  it('are of every statistic that the patches have, of each model, with quartiles', async () => {
    const { grid: features, sets: found } = await setFeatures(sets, sky)
    const sampled = found.map((some, set): SampledSet => ({
      statistics: some.map((_, i) => madeStatistics([1 + i + 10 * set, 2], { skewness: i + 5 * set, kurtosis: 1 })),
      features: some,
    }))
    const [own, floor, model] = sampled
    const measured = sampleStatisticsSchema.parse(
      sampleResults({ sky: own, floor, models: [{ name: 'm', ...model }], grids: { statistics: grid, features } }),
    )
    expect(measured.models).toEqual(['m'])
    const named = (name: string) => measured.statistics.find((one) => one.name === name)!
    // Skewness 0 to 8 of the sky, 5 to 11 of the other sky, 10 to 17 of the model.
    expect(named('skewness').sky!.median).toEqual([4])
    expect(named('skewness').models[0]).toMatchObject({ distance: 1, bands: { median: [13.5] } })
    expect(named('skewness').floor!.distance).toBeLessThan(1)
    // All have the same kurtosis, which tells nothing.
    expect(named('kurtosis').models[0].distance).toBeNull()
    // Two bands have an empty third.
    expect(measured.statistics.filter(({ name }) => name.startsWith('spectrum')).flatMap(({ x }) => x)).toEqual([
      ...grid.ell,
    ])
    for (const { name, x, models } of measured.statistics)
      expect(models[0].bands!.median, name).toHaveLength(Math.max(1, x.length))
  })
})
