import { describe, expect, test } from 'vitest'
import { covarianceFigure } from '../../../src-main/figures/validation/covariance.ts'
import { errorsFigure } from '../../../src-main/figures/validation/errors.ts'
import { functionals, shapesFigure } from '../../../src-main/figures/validation/shapes.ts'
import { distancesOf, testFamilies, testsFigure } from '../../../src-main/figures/validation/tests.ts'
import { rankSentence, standardisedOf, subjectOf } from '../../../src-main/figures/validation/validated.ts'
import { madeValidation } from '../made-validation.ts'
import { readSvg, textsOf } from '../svg-document.ts'

const validated = madeValidation()

describe('captions', () => {
  test('name the patches by number, split and size', () => {
    expect(subjectOf(validated)).toBe('11 test patches of 8° × 8° (32 px)')
    expect(subjectOf({ ...validated, patches: validated.patches.slice(0, 1) })).toMatch(/^1 test patch of/)
    expect(subjectOf({ ...validated, patches: Array(1234).fill(validated.patches[0]) })).toMatch(/^1\u202f234 test/)
  })

  test('say whether the intensity or its logarithm was standardised', () => {
    expect(standardisedOf({ scale: 'log', softening: null, standardisation: 'patch' })).toContain('ln I of each patch')
    expect(standardisedOf({ scale: 'linear', softening: null, standardisation: 'patch' })).toContain(
      ', I of each patch',
    )
    expect(standardisedOf({ scale: 'asinh', softening: 0.5, standardisation: 'dataset' })).toBe(
      'standardised units, asinh(I / 0.5) minus the mean of the training patches, over their standard deviation (std)',
    )
    expect(standardisedOf({ scale: 'linear', softening: null, standardisation: 'none' })).toContain('values, I, as the')
  })

  test('end with the note if the linear reference is not a ceiling', () => {
    expect(rankSentence(validated)).toBe('')
    expect(rankSentence({ results: { ...validated.results, components: 3 } })).toMatch(
      /^ The training patches have only 3/,
    )
  })
})

describe('statistics with many values', () => {
  test('have positions and distances as points', () => {
    const tests = [
      { statistic: 'v0' as const, at: '-1.50', distance: 0.2, pValue: 1 },
      { statistic: 'v1' as const, at: '2', distance: 0.3, pValue: 1 },
    ]
    expect(distancesOf(tests, 'v0')).toEqual([[-1.5, 0.2]])
    expect(distancesOf([], 'v0')).toEqual([])
  })

  test('have a panel each, whose axis names the positions', () => {
    const texts = textsOf(readSvg(testsFigure(validated).svg))
    for (const [, title, label] of testFamilies('standardised value', 'threshold, standardised')) {
      expect(texts).toContain(title)
      expect(texts).toContain(label)
    }
  })

  test('have no lines for sets that were not tested', () => {
    const untested = madeValidation()
    untested.results.tests = { train: [], reconstruction: [], linear: [], sample: [] }
    expect(testsFigure(untested).numbers.rows).toEqual([])
    expect(textsOf(readSvg(testsFigure(untested).svg))).toContain('KS distance')
  })
})

test('Minkowski functionals show their units on the axes', () => {
  const texts = textsOf(readSvg(shapesFigure(validated).svg))
  for (const { title, label } of functionals) expect(texts).toEqual(expect.arrayContaining([title, label]))
})

test('errors are drawn without means if no pair was measured', () => {
  const bare = madeValidation()
  bare.results.standard = { ...bare.results.standard, pairs: {} }
  const texts = textsOf(readSvg(errorsFigure(bare).svg))
  expect(texts).not.toContain('mean')
  expect(texts).toContain('b, degrees')
})

test('the covariance of a single latent has a scale, and no correlations', async () => {
  const one = madeValidation()
  one.results = { ...one.results, latents: { ...one.results.latents, count: 1, correlation: null } }
  one.array = async () => Float32Array.of(0.9)
  const { caption, numbers } = (await covarianceFigure(one))!
  expect(caption).toContain('root mean square of none')
  expect(numbers).toEqual({ columns: ['latent', '0'], rows: [[0, expect.closeTo(0.9, 6)]] })
})
