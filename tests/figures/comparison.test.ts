import { describe, expect, test } from 'vitest'
import { comparedModesFigure } from '../../src-main/figures/compared-modes.ts'
import { comparedPolarisationFigure } from '../../src-main/figures/compared-polarisation.ts'
import { comparisonFigures } from '../../src-main/figures/comparison.ts'
import { tablesOf } from '../../src-main/figures/figure.ts'
import { plainRecipe } from '../../src-shared/statistics/spectrum-recipe.ts'
import { pixelShares, type Comparison } from '../../src-shared/validation/results.ts'
import { polarisedResults } from '../renderer/fake/polarised-results.ts'
import { validationResults } from '../renderer/fake/validation-results.ts'
import { readSvg, textsOf } from './svg-document.ts'

const { standard, tests, samples } = validationResults([3, 6, 9], 16)
const { edges, thresholds, ell, bands } = standard
const comparison: Comparison = {
  unit: 'MJy/sr',
  edges,
  thresholds,
  ell,
  bands,
  width: 8,
  spectra: plainRecipe,
  first: standard.sets.original!,
  second: standard.sets.reconstruction!,
  tests: tests.reconstruction,
  samples: samples!,
  classifier: null,
}
const figures = comparisonFigures(comparison, ['north', 'south'])
const named = (name: string) => figures.find((figure) => figure.name === name)!
const texts = (name: string) => textsOf(readSvg(named(name).svg))
const cell = (name: string, quantity: string, at: number, column: string) => {
  const { columns, rows } = named(name).numbers
  return rows.find((row) => row[0] === quantity && row[1] === at)![columns.indexOf(column)]
}

describe('the figures of a comparison', () => {
  test('are pixels, spectra, shapes, tests and what tells the sets apart, each with its numbers', () => {
    expect(figures.map(({ name }) => name)).toEqual(['pixels', 'spectra', 'shapes', 'tests', 'samples'])
    for (const figure of figures)
      for (const [name, { columns, rows }] of tablesOf(figure))
        for (const row of rows) expect(row, name).toHaveLength(columns.length)
  })

  test('name both sets with their number of patches in legend and caption', () => {
    for (const name of ['pixels', 'spectra', 'shapes']) {
      expect(texts(name)).toEqual(expect.arrayContaining(['north', 'south']))
      expect(named(name).caption).toContain('north (3 patches) and south (3 patches)')
    }
  })

  test('name the channel that is compared', () => {
    expect(comparisonFigures(comparison, ['a', 'b'], 'Q')[0].caption).toContain('pixels of Q of a (3 patches)')
  })

  test('show the unit on their axes', () => {
    expect(texts('pixels')).toEqual(expect.arrayContaining(['value, MJy/sr', 'density, 1 / (MJy/sr)']))
    expect(texts('spectra')).toContain('C(ℓ), (MJy/sr)² sr')
    const plain = comparisonFigures({ ...comparison, unit: '' }, ['a', 'b'])
    expect(textsOf(readSvg(plain[1].svg))).toContain('C(ℓ), sr')
  })

  test('draw bispectra, trispectrum and smoothed functionals, and list each distance over its floor', () => {
    const { numbers, more } = named('samples')
    expect(texts('samples')).toEqual(
      expect.arrayContaining(['Bispectrum, equilateral', 'V₂, smoothed by 8 px', 'ℓ⁴ B / (2π)², (MJy/sr)³', 'north']),
    )
    expect(numbers.columns.slice(0, 3)).toEqual(['statistic', 'at', 'north low'])
    expect(numbers.rows.find(([name]) => name === 'skewness')).toEqual(
      ['skewness', null, 0.7, 1, 1.3, 0.714, 1.02, 1.326, 0.42, 0.6, 0.78].map((value) =>
        typeof value === 'number' ? expect.closeTo(value, 10) : value,
      ),
    )
    const { columns, rows } = more!.distances
    expect(columns).toEqual(['statistic', 'floor', 'prior samples distance', 'prior samples over floor'])
    const ratios = rows.map((row) => row[3] as number)
    expect(ratios).toEqual(ratios.toSorted((a, b) => b - a))
  })

  test('list the quartiles of both sets', () => {
    const share = pixelShares[2]
    expect(cell('pixels', 'quantile', share, 'north low')).toBe(comparison.first.pixels.low[2])
    expect(cell('pixels', 'quantile', share, 'south high')).toBe(comparison.second.pixels.high[2])
    expect(cell('spectra', 'power', ell[4], 'south median')).toBe(comparison.second.spectrum.median[4])
    expect(cell('shapes', 'v2', thresholds[7], 'north median')).toBe(comparison.first.minkowski.v2.median[7])
    expect(named('pixels').numbers.rows.filter(([quantity]) => quantity === 'density')).toHaveLength(edges.length - 1)
  })

  test('list every test as a row', () => {
    const { rows } = named('tests').numbers
    expect(rows).toHaveLength(comparison.tests.length)
    expect(rows[0]).toEqual(['moment', 'mean', comparison.tests[0].distance, comparison.tests[0].pValue])
  })

  test('show the ratio of the medians with a line at equal power', () => {
    expect(texts('spectra')).toEqual(expect.arrayContaining(['south over north', 'equal power', 'Second over first']))
  })
})

describe('the figure of E and B modes of two sets', () => {
  const { ell, leakage, original, reconstruction } = polarisedResults(true)
  const modes = {
    ell,
    leakage,
    bands: [],
    first: original,
    second: reconstruction,
    samples: { models: [], statistics: [] },
  }
  const figure = comparedModesFigure({ channels: { Q: comparison }, polarised: modes }, ['north', 'south'])

  test('has a panel for each spectrum, in the unit of the pixels squared', () => {
    const found = textsOf(readSvg(figure.svg))
    expect(found).toEqual(expect.arrayContaining(['EE', 'BB', 'EB', 'TE', 'north', 'south']))
    expect(found).toContain('C(ℓ) EE, (MJy/sr)² sr')
  })

  test('lists the quartiles of both sets', () => {
    const { columns, rows } = figure.numbers
    expect(rows).toHaveLength(8 * ell.length)
    expect(rows[1][columns.indexOf('south high')]).toBe(reconstruction.ee.high[1])
    expect(figure.caption).toContain('EE, BB, pure BB, EB, TE, TB, EE / BB, TE / √(TT EE) of north and south')
  })
})

test('the figure of polarisation has shapes of E, B and P and the alignment, with their distances as a table', () => {
  const { ell, leakage, original, reconstruction } = polarisedResults(true)
  const statistics = (['alignment', 'e-v0', 'b-v1', 'p-v2'] as const).map((name) => {
    const bands = { low: [1, 2], median: [2, 3], high: [3, 4] }
    const measured = { distance: 0.2, chance: 0.1, bands }
    return { name, x: [5, 15], sky: bands, floor: null, models: [measured] }
  })
  const polarised = { ell, leakage, bands: [], first: original, second: reconstruction }
  const samples = { models: ['south'], statistics }
  const all = { channels: { Q: comparison }, polarised: { ...polarised, samples } }
  const figure = comparedPolarisationFigure(all, ['north', 'south'])
  expect(figure.name).toBe('polarisation')
  expect(textsOf(readSvg(figure.svg))).toEqual(expect.arrayContaining(['Alignment', 'V₀ of E', 'V₁ of B', 'V₂ of P']))
  expect(figure.more!.distances.rows.map((row) => row.slice(0, 4))).toContainEqual(['e-v0', 0.1, 0.2, 2])
})
