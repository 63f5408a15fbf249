import { describe, expect, test } from 'vitest'
import {
  bandSchema,
  comparisonSchema,
  momentNames,
  pixelShares,
  setResultsSchema,
  unitResultsSchema,
  validationResultsSchema,
} from '../../../src-shared/validation/results.ts'
import { plainRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { validationResults } from '../../renderer/fake/validation-results.ts'

const results = validationResults([3, 6, 9], 16)
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('the results of a validation', () => {
  test('are read back from their file unchanged', () => {
    expect(validationResultsSchema.parse(stored(results))).toEqual(results)
  })

  test('are null for a band without power', () => {
    const spectrum = { ...results.standard.sets.original!.spectrum }
    spectrum.median = spectrum.median.with(2, null)
    const set = setResultsSchema.parse({ ...results.standard.sets.original!, spectrum })
    expect(set.spectrum.median[2]).toBeNull()
  })

  test('may lack sets and pairs, as prior samples lack the map’s unit', () => {
    expect(unitResultsSchema.parse({ ...results.map, sets: {}, pairs: {} })).toMatchObject({ sets: {}, pairs: {} })
  })

  test('from before bands were recorded have none', () => {
    const { bands, ...before } = results.standard
    expect(bands).toHaveLength(16)
    expect(unitResultsSchema.parse(before).bands).toEqual([])
  })

  test('from before samples were told from the sky have no statistics of them', () => {
    const { samples, ...before } = results
    expect(samples!.statistics.length).toBeGreaterThan(20)
    expect(validationResultsSchema.parse(before).samples).toBeNull()
  })

  test.each(['reconstruction', 'linear', 'sample', 'train'] as const)('require the tests of %s', (set) => {
    const { [set]: left, ...tests } = results.tests
    expect(left.length).toBeGreaterThan(0)
    expect(validationResultsSchema.safeParse({ ...results, tests }).success).toBe(false)
  })

  test('refuse an unknown set, statistic or moment', () => {
    const { original } = results.standard.sets
    expect(unitResultsSchema.safeParse({ ...results.standard, sets: { other: original } }).success).toBe(false)
    const test = { statistic: 'median', at: '0', distance: 0.1, pValue: 0.5 }
    expect(comparisonSchema.shape.tests.safeParse([test]).success).toBe(false)
    const { mean, ...moments } = original!.moments
    expect(mean.median).toBe(0)
    expect(setResultsSchema.safeParse({ ...original, moments }).success).toBe(false)
  })
})

test('a comparison requires the width of its patches and the spectrum recipe', () => {
  const { sets, edges, thresholds, ell, bands, unit } = results.standard
  const { samples } = results
  const comparison = {
    ...{ unit, edges, thresholds, ell, bands, width: 8, spectra: plainRecipe },
    ...{ first: sets.original, second: sets.train, samples, tests: results.tests.train },
  }
  expect(comparisonSchema.parse(stored(comparison))).toMatchObject(comparison)
  expect(comparisonSchema.safeParse({ ...comparison, width: undefined }).success).toBe(false)
  expect(comparisonSchema.safeParse({ ...comparison, spectra: { ...plainRecipe, taper: 'C3' } }).success).toBe(false)
})

test('a band has two ends', () => {
  expect(bandSchema.safeParse({ from: 2 }).success).toBe(false)
  expect(bandSchema.parse({ from: 2, to: 92 })).toEqual({ from: 2, to: 92 })
})

test('pixel quantiles are symmetric about the median, and moments are the first four', () => {
  pixelShares.forEach((share, i) => expect(share + pixelShares.at(-1 - i)!).toBeCloseTo(1, 12))
  expect(momentNames).toEqual(['mean', 'standardDeviation', 'skewness', 'kurtosis'])
})
