import { describe, expect, test } from 'vitest'
import {
  sampleStatisticsSchema,
  type SampleStatistic,
  type SampleStatistics,
} from '../../../src-shared/validation/sample-statistics.ts'
import { statisticLabel, summariseSamples } from '../../../src-shared/validation/sample-summary.ts'

const set = (distance: number | null, chance: number | null = 0.05) => ({ distance, chance, bands: null })
const statistic = (
  name: SampleStatistic['name'],
  floor: number | null,
  ...distances: (number | null)[]
): SampleStatistic => ({
  ...{ name, x: [], sky: null },
  floor: floor === null ? null : set(floor),
  models: distances.map((distance) => set(distance)),
})
const measured: SampleStatistics = sampleStatisticsSchema.parse({
  models: ['one', 'two'],
  statistics: [
    statistic('skewness', 0.1, 0.2, 0.1),
    statistic('trispectrum', 0.2, 0.3, 1),
    statistic('squeezed', 0.01, 0.1, 0.1),
    statistic('kurtosis', 0.1, null, 0.35),
  ],
})

describe('the summary of samples', () => {
  test('divides each distance by its floor, the worst of any model first', () => {
    const { models, rows } = summariseSamples([measured])
    expect(models).toEqual(['one', 'two'])
    expect(rows.map(({ name, cells }) => [name, ...cells.map(({ ratio }) => ratio?.toFixed(2))])).toEqual([
      ['trispectrum', '1.50', '5.00'],
      ['kurtosis', undefined, '3.50'],
      ['skewness', '2.00', '1.00'],
      ['squeezed', '2.00', '2.00'],
    ])
  })

  test('takes chance as the floor where other sky happens to be nearer, or there is none', () => {
    const cells = (one: SampleStatistic) => summariseSamples([{ models: ['a'], statistics: [one] }]).rows[0].cells
    expect(cells(statistic('squeezed', 0.01, 0.1))).toEqual([{ distance: 0.1, floor: 0.05, ratio: 2 }])
    expect(cells(statistic('squeezed', null, 0.2))).toEqual([{ distance: 0.2, floor: 0.05, ratio: 4 }])
    const none = { ...statistic('squeezed', null, 0.2), models: [set(0.2, null)] }
    expect(cells(none)).toEqual([{ distance: 0.2, floor: null, ratio: null }])
  })

  test('puts the models of several measurements side by side; what one lacks is empty', () => {
    const other = { models: ['three'], statistics: [statistic('skewness', 0.2, 0.9), statistic('histogram', 0.1, 0.1)] }
    const { models, rows } = summariseSamples([measured, other])
    expect(models).toEqual(['one', 'two', 'three'])
    const cells = new Map(rows.map((row) => [row.name, row.cells]))
    expect(cells.get('skewness')![2]).toEqual({ distance: 0.9, floor: 0.2, ratio: 4.5 })
    expect(cells.get('trispectrum')![2]).toEqual({ distance: null, floor: null, ratio: null })
    expect(cells.get('histogram')!.map(({ distance }) => distance)).toEqual([null, null, 0.1])
  })

  test('names parts of the spectrum by their multipoles', () => {
    expect(statisticLabel({ name: 'spectrum-low', x: [45, 135, 404.6] })).toBe('C(ℓ), ℓ = 45 to 405')
    expect(statisticLabel({ name: 'spectrum-high', x: [900] })).toBe('C(ℓ), ℓ = 900')
    expect(statisticLabel({ name: 'trispectrum', x: [90, 270] })).toBe('trispectrum, average')
  })
})
