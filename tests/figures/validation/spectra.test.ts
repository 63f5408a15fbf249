import { beforeAll, describe, expect, test } from 'vitest'
import type { Figure } from '../../../src-main/figures/figure.ts'
import { spectraFigure } from '../../../src-main/figures/validation/spectra.ts'
import { plainRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { madeValidation } from '../made-validation.ts'
import { readSvg, textsOf } from '../svg-document.ts'

const validated = madeValidation()
let figure: Figure
beforeAll(async () => {
  figure = await spectraFigure(validated)
})

describe('spectra', () => {
  test('label half power and the limit of this many latents with their multipoles', () => {
    const texts = textsOf(readSvg(figure.svg))
    expect(texts).toContain('ℓ = 330, half power')
    expect(texts).toContain('ℓ = 400, half power, principal components')
    // 45 sqrt(16 / pi) = 101.6
    expect(texts).toContain('ℓ = 102, limit of 16 latents')
    for (const text of ['multipole ℓ', 'C(ℓ), std² sr', 'ratio', 'correlation coefficient'])
      expect(texts).toContain(text)
  })

  test('give the limit, with its formula, for patches that are not 8 degrees wide', async () => {
    const narrow = { ...madeValidation(), width: 4 }
    narrow.results = { ...narrow.results, latentCeiling: 203.1 }
    const spectra = await spectraFigure(narrow)
    expect(textsOf(readSvg(spectra.svg))).toContain('ℓ = 203, limit of 16 latents')
    expect(spectra.caption).toContain('360°/4° √(16/π)')
  })

  test('have their numbers as a table: powers of all sets, ratio and correlation of the pairs', () => {
    const { columns, rows } = figure.numbers
    const { standard } = validated.results
    const at = (quantity: string, l: number, column: string) =>
      rows.find((row) => row[0] === quantity && row[1] === l)![columns.indexOf(column)]
    const l = standard.ell[3]
    expect(at('power', l, 'train high')).toBe(standard.sets.train!.spectrum.high[3])
    expect(at('ratio', l, 'reconstruction median')).toBe(standard.pairs.reconstruction!.ratio.median[3])
    expect(at('correlation', l, 'linear low')).toBe(standard.pairs.linear!.correlation.low[3])
    expect(at('ratio', l, 'train low')).toBeNull()
    const { from, to } = standard.bands[3]
    expect(at('correlation', l, 'band (C1 taper of 1°, bands of 90 multipoles)')).toBe(`${from}..${to}`)
  })

  test('say in caption and table how they were measured; unrecorded bands leave their cells empty', async () => {
    const other = { ...madeValidation(), spectra: { ...plainRecipe, taper: 'C2' as const, apodize: 0.5, beam: 5 } }
    const { standard } = other.results
    other.results = { ...other.results, standard: { ...standard, bands: [] } }
    const { caption, numbers } = await spectraFigure(other)
    const words = 'C2 taper of 0.5°, bands of 90 multipoles, a beam of 5′ divided out'
    expect(caption).toContain(`modes decoupled (${words}): every patch`)
    expect(numbers.columns.at(-1)).toBe(`band (${words})`)
    expect(new Set(numbers.rows.map((row) => row.at(-1)))).toEqual(new Set([null]))
  })
})

describe('a correlation beyond its range', () => {
  test('is drawn at the end of the axis, noted in the caption, and unchanged in the numbers', async () => {
    const wild = madeValidation()
    const pair = wild.results.standard.pairs.reconstruction!
    const low = pair.correlation.low.with(-1, -2.7)
    wild.results.standard = {
      ...wild.results.standard,
      pairs: { reconstruction: { ...pair, correlation: { ...pair.correlation, low } } },
    }
    const spectra = await spectraFigure(wild)
    const texts = textsOf(readSvg(spectra.svg))
    expect(texts).toContain('−1')
    expect(texts.filter((text) => /^−[2-9]/.test(text))).toEqual([])
    expect(spectra.caption).toMatch(/beyond −1 or 1 are drawn at that end of the axis/)
    expect(figure.caption).not.toContain('beyond −1 or 1')
    const { columns, rows } = spectra.numbers
    const last = rows.findLast(([quantity]) => quantity === 'correlation')!
    expect(last[columns.indexOf('reconstruction low')]).toBe(-2.7)
  })
})
