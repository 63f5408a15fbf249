import { decode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { colourTable } from '../../src-shared/colour/colour-maps.ts'
import { tablesOf, type Figure } from '../../src-main/figures/figure.ts'
import { validationFigures, type Validated } from '../../src-main/figures/validation/index.ts'
import { spectraFigure } from '../../src-main/figures/validation/spectra.ts'
import { plainRecipe } from '../../src-shared/statistics/spectrum-recipe.ts'
import { madeValidation } from './made-validation.ts'
import { elementsOf, readSvg, textsOf, type SvgElement } from './svg-document.ts'

let validated: Validated
let figures: Figure[]
const named = (name: string) => figures.find((figure) => figure.name === name)!
const drawn = (name: string): SvgElement => readSvg(named(name).svg)
beforeAll(async () => {
  validated = madeValidation()
  figures = await validationFigures(validated)
}, 120_000)

/** RGB of a picture that is embedded in a figure, at a share of its width and height. */
function colourAt(image: SvgElement, x: number, y: number) {
  const { width, height, channels, data } = decode(Buffer.from(image.attributes.href.split(',')[1], 'base64'))
  const at = channels * (Math.floor(y * height) * width + Math.floor(x * width))
  return [...data.slice(at, at + 3)]
}

describe('the figures of a validation', () => {
  test('are the paper’s Figs. 1 to 5 first, and then the field’s', () => {
    expect(figures.map(({ name }) => name)).toEqual([
      'reconstructions',
      'one-patch',
      'histograms',
      'spectra',
      'interpolation',
      'prior-samples',
      'shapes',
      'tests',
      'errors',
      'latents',
      'latent-covariance',
      'training',
    ])
  })

  test('are each one document that needs nothing else, on white, across a page at most', () => {
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

  test('are the same for the same numbers, down to the byte', async () => {
    const again = await validationFigures(madeValidation())
    expect(again.map(({ svg }) => svg)).toEqual(figures.map(({ svg }) => svg))
  })

  test('have captions in sentences and numbers under as many heads', () => {
    for (const figure of figures) {
      expect(figure.caption, figure.name).toMatch(/^[A-Z].*\.$/s)
      for (const [name, { columns, rows }] of tablesOf(figure)) {
        expect(rows.length, name).toBeGreaterThan(0)
        for (const row of rows) expect(row, name).toHaveLength(columns.length)
      }
    }
  })

  test('keep no text outside of the figure', () => {
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

describe('reconstructions', () => {
  test('are the best patch, the quartiles and the worst one, a row each of four pictures', () => {
    const errors = validated.patches.map(({ meanSquaredError }) => meanSquaredError).sort((a, b) => a - b)
    const titles = textsOf(drawn('reconstructions')).filter((text) => text.startsWith('patch '))
    expect(titles.map((text) => Number(text.split(': ')[1]))).toEqual(
      [0, 3, 5, 8, 10].map((rank) => Number(errors[rank].toPrecision(3))),
    )
    expect(elementsOf(drawn('reconstructions'), 'image')).toHaveLength(20)
    for (const text of [
      'original',
      'reconstruction',
      'residual',
      'deviation',
      'standardised value',
      'residual, std',
      'deviation, std',
    ])
      expect(textsOf(drawn('reconstructions'))).toContain(text)
  })

  test('are drawn north up: the first row of a picture is its last of pixels, in the colours of its scale', async () => {
    const order = validated.patches.toSorted((a, b) => a.meanSquaredError - b.meanSquaredError)
    const place = validated.patches.indexOf(order[0])
    const [original] = await validated.pictures('originals', [place])
    const [image] = elementsOf(drawn('reconstructions'), 'image')
    const magma = colourTable('magma')
    const place255 = (row: number, column: number) => {
      const colour = colourAt(image, (column + 0.5) / 32, (row + 0.5) / 32)
      for (let i = 0; i < 256; i++) if (colour.every((value, c) => value === magma[3 * i + c])) return i
      throw new Error(`${colour} is not of magma`)
    }
    // Colours rise with the values: the order of pixels along the top edge is that of the northernmost row.
    const north = Array.from({ length: 32 }, (_, column) => original[31 * 32 + column])
    const colours = Array.from({ length: 32 }, (_, column) => place255(0, column))
    const byValue = (values: number[]) => values.indexOf(Math.max(...values))
    expect(colours[byValue(north)]).toBe(Math.max(...colours))
    const [low, high] = [Math.min(...north), Math.max(...north)]
    const inner = colours.filter((colour) => colour > 0 && colour < 255)
    const step = (Math.max(...inner) - Math.min(...inner)) / 255
    expect(step).toBeGreaterThan(0)
    north.forEach((value, column) => {
      if (colours[column] === 0 || colours[column] === 255) return
      const share = (value - low) / (high - low)
      const expected = Math.min(...colours) + share * (Math.max(...colours) - Math.min(...colours))
      if (Math.min(...colours) > 0 && Math.max(...colours) < 255)
        expect(Math.abs(colours[column] - expected)).toBeLessThan(2)
    })
  })
})

describe('spectra', () => {
  test('name half power and the limit of this many latents with their multipoles', () => {
    const texts = textsOf(drawn('spectra'))
    expect(texts).toContain('half power: ℓ = 330')
    expect(texts).toContain('half power, principal components: ℓ = 400')
    // 45 sqrt(16 / pi) = 101.6
    expect(texts).toContain('limit of 16 latents: ℓ = 102')
    for (const text of ['multipole ℓ', 'C(ℓ), std² sr', 'ratio', 'correlation coefficient'])
      expect(texts).toContain(text)
  })

  test('say the limit of patches that are not 8 degrees wide, with its formula', async () => {
    const narrow = { ...madeValidation(), width: 4 }
    narrow.results = { ...narrow.results, latentCeiling: 203.1 }
    const spectra = (await validationFigures(narrow)).find(({ name }) => name === 'spectra')!
    expect(textsOf(readSvg(spectra.svg))).toContain('limit of 16 latents: ℓ = 203')
    expect(spectra.caption).toContain('360°/4° √(16/π)')
  })

  test('have their numbers as a table: powers of all sets, ratio and correlation of the pairs', () => {
    const { columns, rows } = named('spectra').numbers
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

  test('say how they were measured in caption and table; bands that were not recorded leave their cells empty', async () => {
    const other = { ...madeValidation(), spectra: { ...plainRecipe, taper: 'C2' as const, apodize: 0.5, beam: 5 } }
    const { standard } = other.results
    other.results = { ...other.results, standard: { ...standard, bands: [] } }
    const { caption, numbers } = (await validationFigures(other)).find(({ name }) => name === 'spectra')!
    const words = 'C2 taper of 0.5°, bands of 90 multipoles, a beam of 5′ divided out'
    expect(caption).toContain(`modes decoupled (${words}): every patch`)
    expect(numbers.columns.at(-1)).toBe(`band (${words})`)
    expect(new Set(numbers.rows.map((row) => row.at(-1)))).toEqual(new Set([null]))
  })
})

describe('numbers of single patches', () => {
  test('are those that are drawn: both spectra of each, and its place in the plane of the latents', async () => {
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

describe('a correlation beyond its range', () => {
  test('is drawn to the end of the axis, told of in the caption, and as it is in the numbers', async () => {
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
    expect(named('spectra').caption).not.toContain('beyond −1 or 1')
    const { columns, rows } = spectra.numbers
    const last = rows.findLast(([quantity]) => quantity === 'correlation')!
    expect(last[columns.indexOf('reconstruction low')]).toBe(-2.7)
  })
})

describe('fewer principal components than latents', () => {
  test('are said to be all that the training patches have, wherever they are drawn', async () => {
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

  test('are left out where there are none', async () => {
    const bare = madeValidation()
    const { original, reconstruction } = bare.results.standard.sets
    bare.results.standard = { ...bare.results.standard, sets: { original, reconstruction }, pairs: {} }
    const found = await validationFigures(bare)
    const texts = found.filter(({ name }) => name === 'spectra').flatMap(({ svg }) => textsOf(readSvg(svg)))
    expect(texts).toContain('reconstructions')
    expect(texts.some((text) => text.includes('training patches'))).toBe(false)
    expect(texts.some((text) => text.startsWith('half power'))).toBe(false)
  })
})

describe('the rest', () => {
  test('is left out where it cannot be drawn: an interpolation whose checkpoint is gone, a covariance of too many latents', async () => {
    const gone = { ...madeValidation(), interpolation: null }
    const array = gone.array
    gone.array = async (name) => (name === 'latent-covariance' ? null : array(name))
    const names = (await validationFigures(gone)).map(({ name }) => name)
    expect(names).toHaveLength(10)
    expect(names).not.toContain('interpolation')
    expect(names).not.toContain('latent-covariance')
  })

  test('says lambda above every step of an interpolation', () => {
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

  test('draws the paper’s curve beside a training of its likelihood alone', async () => {
    expect(textsOf(drawn('training'))).toContain('paper, validation')
    const learned = madeValidation()
    learned.config = { ...learned.config, likelihoodWidth: 'learned' }
    const training = (await validationFigures(learned)).find(({ name }) => name === 'training')!
    expect(textsOf(readSvg(training.svg))).not.toContain('paper, validation')
    expect(training.caption).toContain('another likelihood')
  })

  test('has units on the axes of pixels, in the map’s and without', () => {
    const texts = textsOf(drawn('histograms'))
    for (const text of ['standardised value', 'value, MJy/sr', 'density', 'density, 1 / (MJy/sr)'])
      expect(texts).toContain(text)
  })
})
