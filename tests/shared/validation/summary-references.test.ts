import { describe, expect, test } from 'vitest'
import { momentNames, type ValidationResults } from '../../../src-shared/validation/results.ts'
import { summaryRows } from '../../../src-shared/validation/summary.ts'
import { statisticNames } from '../../../src-shared/validation/test-share.ts'
import { validationResults } from '../../renderer/fake/validation-results.ts'

const results = validationResults([17, 18, 19, 37], 32)
const rowOf = (of: ValidationResults, name: string, count = 4, samples = 100) =>
  summaryRows({ results: of, count, samples }).find((each) => each.name === name)!

describe('the summary without references', () => {
  const bare = structuredClone(results)
  const { original, reconstruction } = bare.standard.sets
  bare.standard.sets = { original, reconstruction }
  bare.standard.pairs = { reconstruction: bare.standard.pairs.reconstruction }
  bare.tests = { ...bare.tests, linear: [], train: [] }

  test('has the same rows, with empty cells where nothing was measured', () => {
    const names = (of: ValidationResults) => summaryRows({ results: of, count: 4, samples: 1 }).map(({ name }) => name)
    expect(names(bare)).toEqual(names(results))
    expect(rowOf(bare, 'mean squared error')).toMatchObject({ model: '0.163', linear: '' })
    expect(rowOf(bare, 'half the power kept up to')).toMatchObject({ model: '330', linear: '' })
  })

  test.each(momentNames)('has no %s of principal components or training patches', (moment) => {
    const name = `${moment === 'standardDeviation' ? 'standard deviation' : moment} of the pixels`
    const row = rowOf(bare, name)
    expect(row).toMatchObject({ linear: '', train: '' })
    expect(row.model).toMatch(/^−?\d+\.\d{3}$/)
  })

  test('has no floor for the tests', () => {
    const row = rowOf(bare, 'KS distance of prior samples, bands of the spectrum')
    expect(row.train).toBe('')
    expect(row.model).not.toBe('')
  })
})

describe('numbers of the summary', () => {
  test.each(statisticNames.filter(([statistic]) => statistic !== 'pixels'))(
    'have the median distance of %s tests',
    (statistic, label) => {
      const distances = results.tests.reconstruction
        .filter((test) => test.statistic === statistic)
        .map(({ distance }) => distance)
        .sort((a, b) => a - b)
      const half = distances.length / 2
      const median = (distances[Math.floor(half - 0.5)] + distances[Math.floor(half)]) / 2
      expect(Number(rowOf(results, `KS distance of reconstructions, ${label}`).model)).toBeCloseTo(median, 3)
    },
  )

  test('are empty for a statistic without tests', () => {
    expect(rowOf(results, 'KS distance of reconstructions, quantiles of the pixels')).toMatchObject({
      model: '',
      train: '',
    })
  })

  test('sum the KL over all latents', () => {
    const three = structuredClone(results)
    three.latents.kl = [0.5, 1.25, 2]
    expect(rowOf(three, 'KL of the latents')).toMatchObject({ unit: 'nats per patch', model: '3.75' })
  })

  test('count active latents of all, and the components of the linear reference', () => {
    const few = structuredClone(results)
    few.latents = { ...few.latents, active: 7, count: 1200 }
    few.components = 9
    expect(rowOf(few, 'active latents')).toMatchObject({ model: '7 of 1\u202f200', linear: '9', paper: 'of 256' })
  })

  test('have thin spaces in thousands, and 1 for a single sample', () => {
    const row = rowOf(results, 'patches; posterior samples of each', 12_345, 1)
    expect(row.model).toBe('12\u202f345; 1')
  })

  test('have a true minus in a negative mean', () => {
    const low = structuredClone(results)
    low.standard.sets.reconstruction!.moments.mean.median = -0.1234
    expect(rowOf(low, 'mean of the pixels').model).toBe('\u22120.123')
  })

  test('show a dash for the distance to the nearest patch if there are no samples', () => {
    const none = structuredClone(results)
    none.memorisation.sample.median = null
    expect(rowOf(none, 'nearest training patch of a prior sample')).toMatchObject({ model: '–', patches: '0.950' })
  })
})
