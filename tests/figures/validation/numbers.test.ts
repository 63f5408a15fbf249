import { describe, expect, test } from 'vitest'
import { covarianceFigure } from '../../../src-main/figures/validation/covariance.ts'
import { errorsFigure } from '../../../src-main/figures/validation/errors.ts'
import { histogramsFigure } from '../../../src-main/figures/validation/histograms.ts'
import { latentsFigure } from '../../../src-main/figures/validation/latents.ts'
import { priorSamplesFigure } from '../../../src-main/figures/validation/prior-samples.ts'
import { byError } from '../../../src-main/figures/validation/reconstructions.ts'
import { shapesFigure } from '../../../src-main/figures/validation/shapes.ts'
import { testsFigure } from '../../../src-main/figures/validation/tests.ts'
import { trainingFigure } from '../../../src-main/figures/validation/training.ts'
import { pixelShares } from '../../../src-shared/validation/results.ts'
import { madeValidation } from '../made-validation.ts'
import { elementsOf, readSvg, textsOf } from '../svg-document.ts'

const validated = madeValidation()
const { results, patches } = validated

describe('errors', () => {
  const { numbers, svg } = errorsFigure(validated)

  test('are sorted from the best patch to the worst, with their positions on the sky', () => {
    const errors = numbers.rows.map((row) => row[4] as number)
    expect(errors).toEqual(errors.toSorted((a, b) => a - b))
    expect(numbers.rows.map(([rank]) => rank)).toEqual(patches.map((_, i) => i + 1))
    const [, index, lon, lat, error] = numbers.rows[0]
    expect(patches.find((patch) => patch.index === index)).toMatchObject({ lon, lat, meanSquaredError: error })
  })

  test('are drawn with their mean and that of the linear ceiling', () => {
    expect(textsOf(readSvg(svg))).toEqual(expect.arrayContaining(['mean', 'mean, linear ceiling']))
  })

  test('are ranked in order', () => {
    const order = byError(validated)
    expect([...order].sort((a, b) => a - b)).toEqual(patches.map((_, i) => i))
    expect(patches[order[0]].meanSquaredError).toBe(Math.min(...patches.map((patch) => patch.meanSquaredError)))
  })
})

describe('latents', () => {
  test('have a row each, and a density of all posterior means beside that of the prior', async () => {
    const { numbers, more, caption } = await latentsFigure(validated)
    expect(numbers.rows).toHaveLength(results.latents.count)
    expect(numbers.rows[3].slice(0, 3)).toEqual([3, results.latents.kl[3], results.latents.mean[3]])
    expect(caption).toContain(`(${results.latents.active} active)`)
    const { rows } = more!.density
    const sum = (column: number) => rows.reduce((total, row) => total + 0.2 * (row[column] as number), 0)
    // N(0, 1) has 0.99994 of its probability from -4 to 4.
    expect(sum(2)).toBeCloseTo(0.99994, 4)
    expect(sum(1)).toBeLessThanOrEqual(1 + 1e-9)
  })

  test('show the fraction of the variance along both components on the axes of their plane', async () => {
    const { svg } = await latentsFigure(validated)
    expect(textsOf(readSvg(svg))).toEqual(expect.arrayContaining(['first component, 21 %', 'second component, 13 %']))
  })

  test('have their covariance as a picture with row 0 at the top, and as a matrix of numbers', async () => {
    const { numbers, caption, svg } = (await covarianceFigure(validated))!
    const count = results.latents.count
    expect(numbers.rows.map((row) => row[(row[0] as number) + 1])).toEqual(Array(count).fill(1))
    for (let i = 0; i < count; i++)
      for (let j = 0; j < i; j++) expect(numbers.rows[i][j + 1]).toBe(numbers.rows[j][i + 1])
    expect(caption).toContain('0.080')
    expect(elementsOf(readSvg(svg), 'image')).toHaveLength(1)
  })
})

describe('draws from the prior', () => {
  test('are shown above their nearest training patches, with the distance', async () => {
    const { svg, numbers, caption } = await priorSamplesFigure(validated)
    const titles = textsOf(readSvg(svg)).filter((text) => text.startsWith('patch '))
    expect(titles).toEqual(
      validated.nearest.slice(0, 6).map(({ index, distance }) => `patch ${index}: ${distance.toFixed(2)}`),
    )
    expect(numbers.rows).toHaveLength(validated.nearest.length)
    expect(numbers.rows[1]).toEqual([1, 20, validated.nearest[1].distance, 1, 1])
    expect(caption).toContain('rotated and flipped to match')
  })

  test('say what latents were drawn from', async () => {
    expect((await priorSamplesFigure(validated)).caption).toContain('decoded draws z ~ N(0, 1), and')
    const { caption } = await priorSamplesFigure({ ...validated, prior: 'flow' })
    expect(caption).toContain('decoded draws z from the prior flow, and')
  })

  test('are not called rotated if patches were compared without symmetries', async () => {
    const plain = madeValidation()
    plain.results = { ...plain.results, memorisation: { ...plain.results.memorisation, symmetries: false } }
    expect((await priorSamplesFigure(plain)).caption).not.toContain('rotated')
  })
})

describe('pixels', () => {
  const { numbers, caption } = histogramsFigure(validated)
  const bins = results.standard.edges.length - 1

  test('have densities in standardised units, followed by the map’s', () => {
    expect(numbers.rows.slice(0, bins).every(([quantity]) => quantity === 'standardised')).toBe(true)
    expect(numbers.rows.slice(bins).every(([quantity]) => quantity === 'map, MJy/sr')).toBe(true)
    expect(numbers.rows[2][numbers.columns.indexOf('train high')]).toBe(results.standard.sets.train!.histogram.high[2])
  })

  test('have no draws in the map’s unit, as draws do not have it', () => {
    const column = numbers.columns.indexOf('sample median')
    expect(numbers.rows[0][column]).not.toBeNull()
    expect(new Set(numbers.rows.slice(bins).map((row) => row[column]))).toEqual(new Set([null]))
  })

  test('have their bins in the caption', () => {
    expect(caption).toContain(`in ${bins} bins from ${results.standard.edges[0]}`)
  })
})

test('shapes have all three functionals and the quantiles, with a row for each threshold and share', () => {
  const { numbers } = shapesFigure(validated)
  const count = (quantity: string) => numbers.rows.filter((row) => row[0] === quantity).length
  expect(['v0', 'v1', 'v2'].map(count)).toEqual(Array(3).fill(results.standard.thresholds.length))
  expect(count('pixels')).toBe(pixelShares.length)
})

test('tests have a row for each set, statistic and position', () => {
  const { numbers } = testsFigure(validated)
  const all = Object.values(results.tests).reduce((sum, tests) => sum + tests.length, 0)
  expect(numbers.rows).toHaveLength(all)
  expect(numbers.rows[0][0]).toBe('train')
})

describe('a training', () => {
  test('has its curves per pixel, and every epoch as a row', () => {
    const { numbers } = trainingFigure(validated)
    expect(numbers.rows).toHaveLength(validated.metrics.length)
    const { epoch, trainLoss } = validated.metrics[4]
    expect(numbers.rows[4].slice(0, 2)).toEqual([epoch, trainLoss])
  })

  test('marks the checkpoint that was validated', () => {
    expect(textsOf(readSvg(trainingFigure(validated).svg))).toContain('checkpoint that was validated: epoch 18')
  })

  test('is drawn on a linear axis if a negative ELBO is not above zero', () => {
    const below = madeValidation()
    below.config = { ...below.config, likelihoodWidth: 'learned' }
    below.metrics = below.metrics.map((row) => ({ ...row, validationLoss: -row.validationLoss }))
    expect(textsOf(readSvg(trainingFigure(below).svg)).some((text) => text.startsWith('−'))).toBe(true)
    expect(textsOf(readSvg(trainingFigure(validated).svg)).some((text) => text.startsWith('−'))).toBe(false)
  })
})
