import { beforeAll, describe, expect, test } from 'vitest'
import { tablesOf, type Figure } from '../../src-main/figures/figure.ts'
import { validationFigures, type Validated } from '../../src-main/figures/validation/index.ts'
import { spectraFigure } from '../../src-main/figures/validation/spectra.ts'
import { trainingFigure } from '../../src-main/figures/validation/training.ts'
import { madeValidation } from './made-validation.ts'
import { readSvg, textsOf, type SvgElement } from './svg-document.ts'

let validated: Validated
let figures: Figure[]
const named = (name: string) => figures.find((figure) => figure.name === name)!
const drawn = (name: string): SvgElement => readSvg(named(name).svg)
beforeAll(async () => {
  validated = madeValidation()
  figures = await validationFigures(validated)
}, 120_000)

describe('the figures of a validation', () => {
  test('are the paper’s Figs. 1 to 5, then others', () => {
    expect(figures.map(({ name }) => name)).toEqual([
      'reconstructions',
      'one-patch',
      'histograms',
      'spectra',
      'interpolation',
      'prior-samples',
      'shapes',
      'tests',
      'samples',
      'errors',
      'latents',
      'latent-covariance',
      'training',
    ])
  })

  test('are each a self-contained document, on white, at most as wide as a page', () => {
    for (const { name, svg } of figures) {
      const root = readSvg(svg)
      expect([name, root.name, root.attributes.xmlns]).toEqual([name, 'svg', 'http://www.w3.org/2000/svg'])
      expect(Number(root.attributes.width), name).toBeLessThanOrEqual(658)
      expect(root.children[0].attributes, name).toMatchObject({ width: root.attributes.width, fill: '#ffffff' })
      const links = [...svg.matchAll(/(?:href|src)="([^"]{0,30})|url\(([^)]{0,30})/g)].map(([, a, b]) => a ?? b)
      for (const link of links) expect(link, name).toMatch(/^(data:image\/png;base64,|#)/)
      const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      expect(new Set(ids).size, name).toBe(ids.length)
    }
  })

  test('are identical for the same numbers, byte for byte', async () => {
    const again = await validationFigures(madeValidation())
    expect(again.map(({ svg }) => svg)).toEqual(figures.map(({ svg }) => svg))
  })

  test('have captions in sentences, and as many column names as columns', () => {
    for (const figure of figures) {
      expect(figure.caption, figure.name).toMatch(/^[A-Z].*\.$/s)
      for (const [name, { columns, rows }] of tablesOf(figure)) {
        expect(rows.length, name).toBeGreaterThan(0)
        for (const row of rows) expect(row, name).toHaveLength(columns.length)
      }
    }
  })

  test('have no text outside the figure', () => {
    for (const { name, svg } of figures) {
      const { width, height } = readSvg(svg).attributes
      for (const [, x, y] of svg.matchAll(/<text[^>]* x="([-\d.]+)" y="([-\d.]+)"/g)) {
        expect(Number(x), name).toBeGreaterThanOrEqual(0)
        expect(Number(x), name).toBeLessThanOrEqual(Number(width))
        expect(Number(y), name).toBeLessThanOrEqual(Number(height))
      }
    }
  })
})

describe('numbers of single patches', () => {
  test('are those drawn: both spectra of each, and its position in the plane of the latents', async () => {
    const { ell } = validated.results.standard
    const spectra = named('spectra').more!.patches
    expect(spectra.columns).toEqual(['patch', 'ell', 'original', 'reconstruction'])
    const [originals, reconstructions] = [
      await validated.array('original-spectra'),
      await validated.array('reconstruction-spectra'),
    ]
    expect(spectra.rows).toEqual(
      validated.patches.flatMap(({ index }, i) =>
        ell.map((l, band) => [index, l, originals![i * ell.length + band], reconstructions![i * ell.length + band]]),
      ),
    )
    const plane = await validated.array('latent-plane')
    expect(named('latents').more!.plane.rows).toEqual(
      validated.patches.map(({ index }, i) => [index, plane![2 * i], plane![2 * i + 1]]),
    )
  })

  test('are the histogram and the spectrum of the patch of Fig. 2', async () => {
    const { columns, rows } = named('one-patch').numbers
    expect(columns).toEqual(['quantity', 'at', 'patch', 'reconstruction', 'linear'])
    const { edges, ell } = validated.results.standard
    expect(rows.filter(([quantity]) => quantity === 'density')).toHaveLength(edges.length - 1)
    expect(rows.filter(([quantity]) => quantity === 'power').map(([, at]) => at)).toEqual(ell)
  })
})

describe('fewer principal components than latents', () => {
  test('are noted as all that the training patches have, wherever they are drawn', async () => {
    const few = madeValidation()
    few.results = { ...few.results, components: 9 }
    const sentence = /The training patches have only 9 principal components, fewer than the 16 latents/
    const found = (await validationFigures(few)).filter(({ caption }) => sentence.test(caption))
    expect(found.map(({ name }) => name)).toEqual(['one-patch', 'histograms', 'spectra', 'shapes', 'tests', 'errors'])
    for (const { caption } of figures) expect(caption).not.toMatch(/have only/)
  })
})

describe('references', () => {
  test.each(['histograms', 'spectra', 'shapes', 'tests'])('are in the legend of %s', (name) => {
    const texts = textsOf(drawn(name))
    for (const text of ['principal components', 'training patches']) expect(texts).toContain(text)
  })

  test('are left out if there are none', async () => {
    const bare = madeValidation()
    const { original, reconstruction } = bare.results.standard.sets
    bare.results.standard = { ...bare.results.standard, sets: { original, reconstruction }, pairs: {} }
    const texts = textsOf(readSvg((await spectraFigure(bare)).svg))
    expect(texts).toContain('reconstructions')
    expect(texts.some((text) => text.includes('training patches'))).toBe(false)
    expect(texts.some((text) => text.startsWith('half power'))).toBe(false)
  })
})

describe('the rest', () => {
  test('is left out if it cannot be drawn: an interpolation whose checkpoint is gone, a covariance of too many latents', async () => {
    const gone = { ...madeValidation(), interpolation: null }
    const array = gone.array
    gone.array = async (name) => (name === 'latent-covariance' ? null : array(name))
    const names = (await validationFigures(gone)).map(({ name }) => name)
    expect(names).toHaveLength(11)
    expect(names).not.toContain('interpolation')
    expect(names).not.toContain('latent-covariance')
  })

  test('labels every step of an interpolation with lambda', () => {
    const texts = textsOf(drawn('interpolation'))
    expect(texts.filter((text) => text.startsWith('λ = '))).toEqual([
      'λ = 0',
      ...Array.from({ length: 10 }, (_, i) => `λ = ${i + 1}/11`),
      'λ = 1',
    ])
    expect(named('interpolation').numbers.rows.map(([lambda]) => lambda)).toEqual(
      Array.from({ length: 12 }, (_, i) => i / 11),
    )
  })

  test('draws the paper’s curve only beside a training with its likelihood', async () => {
    expect(textsOf(drawn('training'))).toContain('paper, validation')
    const learned = madeValidation()
    learned.config = { ...learned.config, likelihoodWidth: 'learned' }
    const training = trainingFigure(learned)
    expect(textsOf(readSvg(training.svg))).not.toContain('paper, validation')
    expect(training.caption).toContain('another likelihood')
  })

  test('shows units on pixel axes, with the map’s unit and without', () => {
    const texts = textsOf(drawn('histograms'))
    for (const text of ['standardised value', 'value, MJy/sr', 'density', 'density, 1 / (MJy/sr)'])
      expect(texts).toContain(text)
  })
})
