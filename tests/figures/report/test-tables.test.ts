import { describe, expect, test } from 'vitest'
import { summaryTable } from '../../../src-main/figures/report/summary.ts'
import { memorisationTable, testTables } from '../../../src-main/figures/report/test-tables.ts'
import { cellsOf, madeReport } from '../made-report.ts'

const testOf = (distance: number, pValue: number, at = '0') => ({ statistic: 'v1' as const, at, distance, pValue })

describe('the tests of each set', () => {
  const report = madeReport()
  report.validated.results.tests = {
    train: [testOf(0.1, 0.5), testOf(0.3, 0.005), testOf(0.2, 0.02)],
    reconstruction: [],
    linear: [testOf(0.25, 1e-7)],
    sample: [{ statistic: 'moment', at: 'skewness', distance: 0.4, pValue: 0.031 }],
  }
  const tables = testTables([report])

  test('show median distance, number of small p-values and the smallest one', () => {
    const [train, reconstruction, linear] = cellsOf(tables, 'V₁ \\(border\\)')
    expect(train).toBe('0.200; 1 of 3; 0.00500')
    expect(reconstruction).toBe('–')
    expect(linear.replaceAll('\u202f', ' ')).toBe('0.250; 1 of 1; 1.00 × 10⁻⁷')
  })

  test('show the p-values of the moments one by one', () => {
    expect(cellsOf(tables, 'skewness')).toEqual(['–', '–', '–', '0.0310'])
    expect(cellsOf(tables, 'standard deviation')).toEqual(['–', '–', '–', '–'])
  })

  test('have two tables for each validation, under its name', () => {
    const two = testTables([report, madeReport('disjoint')])
    expect(two.match(/<table>/g)).toHaveLength(4)
    expect(two).toContain('disjoint sky, test patches: p-values of the moments')
  })
})

describe('the distances to the nearest training patch', () => {
  test('are medians with quartiles, and the closest sample', () => {
    const [sample, original, closest, symmetries] = cellsOf(memorisationTable([madeReport()]), 'a run &amp; more, .*?')
    expect(sample).toBe('0.970 (0.910 … 1.04)')
    expect(original).toBe('0.950 (0.880 … 1.01)')
    expect(closest).toBe('0.740')
    expect(symmetries).toBe('flipped and rotated patches count')
  })

  test('say if patches were compared without rotations and flips', () => {
    const plain = madeReport()
    plain.validated.results.memorisation = { ...plain.validated.results.memorisation, symmetries: false }
    expect(cellsOf(memorisationTable([plain]), 'a run &amp; more, .*?').at(-1)).toBe('as they are')
  })
})

describe('the summary of a report', () => {
  test('starts with the negative ELBO, compared with the paper’s if the likelihood is the same', () => {
    const learned = madeReport()
    learned.validated.config = { ...learned.validated.config, likelihoodWidth: 'learned' }
    const row = 'negative ELBO of the validation patches, nats per pixel'
    expect(cellsOf(summaryTable([madeReport()]), row).at(-1)).toBe('0.0481 after 100 epochs')
    expect(cellsOf(summaryTable([learned]), row).at(-1)).toBe('another likelihood')
  })

  test('leaves the negative ELBO empty for an epoch that was not recorded', () => {
    const lost = madeReport()
    lost.validated.epoch = 99
    expect(cellsOf(summaryTable([lost]), 'negative ELBO of the validation patches, nats per pixel')[0]).toBe('–')
  })

  test('explains its columns', () => {
    const caption = /<caption>(.*?)<\/caption>/s.exec(summaryTable([madeReport()]))![1]
    for (const text of ['Linear: ', 'Training: ', 'Patches: ', 'KS distances are medians', 'no number'])
      expect(caption).toContain(text)
  })
})
