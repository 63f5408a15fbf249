import { beforeAll, describe, expect, test } from 'vitest'
import type { Figure } from '../../../src-main/figures/figure.ts'
import { onePatchFigure } from '../../../src-main/figures/validation/one-patch.ts'
import { histogram } from '../../../src-shared/statistics/histogram.ts'
import { madeValidation } from '../made-validation.ts'
import { elementsOf, readSvg, textsOf, type SvgElement } from '../svg-document.ts'

const validated = madeValidation()
const { edges, ell } = validated.results.standard
const byError = validated.patches.toSorted((a, b) => a.meanSquaredError - b.meanSquaredError)
let figure: Figure
let drawn: SvgElement
beforeAll(async () => {
  figure = await onePatchFigure(validated)
  drawn = readSvg(figure.svg)
})

describe('Fig. 2', () => {
  test('is the patch of median error, with its position on the sky in the caption', () => {
    const { index, lon, lat } = byError[5]
    expect(figure.caption).toContain(
      `The test patch ${index} at l ${lon!.toFixed(2)}°, b ${lat!.toFixed(2)}°, with the median error`,
    )
  })

  test('shows the patch, its reconstruction and what principal components keep, each under its name', () => {
    expect(elementsOf(drawn, 'image')).toHaveLength(3)
    for (const text of ['patch', 'reconstruction', 'principal components', 'Pixels', 'Power'])
      expect(textsOf(drawn)).toContain(text)
  })

  test('marks half power and the limit of the latents beside its spectra', () => {
    expect(textsOf(drawn)).toEqual(
      expect.arrayContaining(['ℓ = 330, half power', 'ℓ = 102, limit of 16 latents', 'multipole ℓ']),
    )
  })

  test('has the densities of its own pixels as numbers', async () => {
    const place = validated.patches.indexOf(byError[5])
    const [original] = await validated.pictures('originals', [place])
    const densities = figure.numbers.rows.filter(([quantity]) => quantity === 'density').map((row) => row[2])
    expect(densities).toEqual(histogram(original, edges))
  })

  test('has its own row of the spectra as numbers', async () => {
    const place = validated.patches.indexOf(byError[5])
    const spectra = (await validated.array('original-spectra'))!
    const powers = figure.numbers.rows.filter(([quantity]) => quantity === 'power').map((row) => row[2])
    expect(powers).toEqual([...spectra.slice(place * ell.length, (place + 1) * ell.length)])
  })
})
