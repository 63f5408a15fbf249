import { describe, expect, it } from 'vitest'
import { comparisonTable } from '../../src-main/terminal/comparison-table.ts'
import { plainRecipe } from '../../src-shared/statistics/spectrum-recipe.ts'
import { momentNames, pixelShares, type Comparison, type SetResults } from '../../src-shared/validation/results.ts'

const three = (median: number | null) => ({ low: 1, median, high: 3 })
const set = (count: number, median: number | null): SetResults =>
  ({
    count,
    moments: Object.fromEntries(momentNames.map((name) => [name, three(median)])),
    pixels: {
      low: pixelShares.map(() => 0),
      median: pixelShares.map((share) => share),
      high: pixelShares.map(() => 1),
    },
    spectrum: { low: [1e-9, 1e-10], median: [2e-9, null], high: [3e-9, 3e-10] },
  }) as unknown as SetResults
const test = (statistic: string, distance: number, pValue: number) =>
  ({ statistic, distance, pValue }) as unknown as Comparison['tests'][number]
const comparison = (changes: Partial<Comparison> = {}) =>
  ({
    ...{ first: set(6, 2), second: set(4, null), ell: [45, 135], unit: '', spectra: plainRecipe, width: 8, tests: [] },
    ...{ samples: { models: ['theirs.npy'], statistics: [] } },
    ...changes,
  }) as unknown as Comparison
const rowsOf = (changes?: Partial<Comparison>) =>
  comparisonTable(comparison(changes), ['/data/ours.npy', '/data/theirs.npy'])
const row = (label: string, rows = rowsOf()) => rows.find(([first]) => first === label)

describe('the table of a comparison', () => {
  it('is headed by the files’ names, and shows how many patches each has', () => {
    expect(rowsOf().slice(0, 2)).toEqual([
      ['median (quartiles) over the patches', 'ours.npy', 'theirs.npy'],
      ['patches', '6', '4'],
    ])
  })

  it('has medians with their quartiles, and a dash for a missing value', () => {
    expect(row('mean')).toEqual(['mean', '2  (1 to 3)', '–  (1 to 3)'])
    expect(row('C_l at l = 45')![1]).toBe('2e-9  (1e-9 to 3e-9)')
    expect(row('C_l at l = 135')![1]).toBe('–  (1e-10 to 3e-10)')
  })

  it('gives the unit of the pixels if there is one', () => {
    expect(row('pixels, 50 %')).toEqual(['pixels, 50 %', '0.5  (0 to 1)', '0.5  (0 to 1)'])
    expect(row('pixels, 99 %, K', rowsOf({ unit: 'K' }))![1]).toBe('0.99  (0 to 1)')
  })

  it('states how spectra were measured', () => {
    expect(row('spectra measured with')![1]).toBe('C1 taper of 1°, bands of 90 multipoles')
  })

  it('gives the accuracy of a classifier with its interval, for each set and the floor', () => {
    const told = { accuracy: 0.625, low: 0.5414, high: 0.7, pValue: 0.00123, correct: 50, count: 80 }
    const classifier = { models: [{ ...told, folds: [] }], floor: { ...told, accuracy: 0.5, folds: [] } }
    const rows = rowsOf({ classifier } as unknown as Partial<Comparison>)
    expect(rows.slice(-3)).toEqual([
      ['classifier against the first set', 'accuracy (95 %)', 'p', 'held-out patches'],
      ['theirs.npy', '62.5 %  (54.1 to 70.0)', '0.0012', '80'],
      ['floor', '50.0 %  (54.1 to 70.0)', '0.0012', '80'],
    ])
  })

  it('counts the tests of each kind that distinguish the sets, and leaves out kinds without tests', () => {
    const tests = [test('moment', 0.5, 0.2), test('moment', 0.7, 0.009), test('moment', 0.1, 0.01), test('v1', 1, 1e-8)]
    const rows = rowsOf({ tests })
    expect(rows.slice(-5, -2)).toEqual([
      ['Kolmogorov-Smirnov tests', 'median distance', 'smallest p', 'with p < 0.01'],
      ['moments', '0.5', '0.0090', '1 of 3'],
      ['V1 (border)', '1', '1.0e-8', '1 of 1'],
    ])
  })
})
