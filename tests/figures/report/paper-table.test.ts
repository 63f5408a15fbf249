import { describe, expect, test } from 'vitest'
import { paperTable } from '../../../src-main/figures/report/paper-table.ts'
import { cellsOf, madeReport } from '../made-report.ts'

const one = madeReport()
const here = (name: string, report = one) => cellsOf(paperTable([report]), name).at(-1)!

describe('the comparison with the paper', () => {
  test('has a row for each of the paper’s figures, with the paper’s result', () => {
    const table = paperTable([one])
    const rows = [...table.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, name]) => name)
    expect(rows.map((name) => name.split(',')[0])).toEqual([
      'Fig. 1',
      'Fig. 2',
      'Fig. 3',
      'Fig. 4',
      'Fig. 5',
      'Sec. 3.1',
      'Training',
    ])
    expect(cellsOf(table, 'Fig. 4, power spectra')[0]).toContain('ℓ &lt; 400')
    expect(table).toContain('arXiv:2101.11181')
  })

  test('shows what was measured here', () => {
    expect(here('Fig. 1, reconstructions')).toBe('mean squared error 0.163 std², linear ceiling 0.121')
    expect(here('Fig. 2, one patch')).toBe('half the power kept up to ℓ: 330')
    // 45 sqrt(16 / pi) = 101.6
    expect(here('Fig. 4, power spectra')).toBe(
      'half the power kept up to ℓ: 330 (linear 400); multipole limit of this many latents 102',
    )
    expect(here('Fig. 5, interpolation')).toBe('10 points between patches 3 and 12')
    // Epoch 18 of the made curve: 900 / 18 + 300 and + 320.
    expect(here('Training, negative ELBO per patch')).toBe('epoch 18: 350 / 370')
  })

  test('shows the largest difference of the median densities', () => {
    const report = madeReport()
    const { original, reconstruction } = report.validated.results.standard.sets
    reconstruction!.histogram.median = original!.histogram.median.map((value, i) => value! + (i === 3 ? -0.25 : 0.1))
    expect(here('Fig. 3, pixel histograms', report)).toBe('medians differ by at most 0.250 of density')
  })

  test('counts the tests that distinguish prior samples, and training patches, from the patches', () => {
    const report = madeReport()
    const test = (pValue: number) => ({ statistic: 'v0' as const, at: '0', distance: 0.1, pValue })
    report.validated.results.tests = {
      ...report.validated.results.tests,
      sample: [test(0.009), test(0.01), test(1e-9)],
      train: [test(0.5), test(0.3)],
    }
    const cell = here('Sec. 3.1, prior samples', report)
    expect(cell).toContain('2 of 3 tests')
    expect(cell).toMatch(/training patches 0 of 2$/)
  })

  test('says what is missing', () => {
    const report = madeReport()
    report.validated.interpolation = null
    report.validated.epoch = 99
    report.validated.results.standard = { ...report.validated.results.standard, sets: {}, pairs: {} }
    expect(here('Fig. 5, interpolation', report)).toBe('the checkpoint has changed since')
    expect(here('Training, negative ELBO per patch', report)).toBe('not recorded')
    expect(here('Fig. 2, one patch', report)).toBe('half the power kept up to ℓ: none')
    expect(here('Fig. 3, pixel histograms', report)).toBe('medians differ by at most none of density')
  })

  test('has a column for each of two validations', () => {
    const cells = cellsOf(paperTable([one, madeReport('disjoint')]), 'Fig. 5, interpolation')
    expect(cells).toHaveLength(3)
    expect(cells[1]).toBe(cells[2])
  })
})
