import { describe, expect, it } from 'vitest'
import type { ValidationRecord } from '../../src-main/application/validations/validation-folder.ts'
import { validationRows } from '../../src-main/terminal/validation-rows.ts'
import { validationConfigSchema } from '../../src-preload/contract/validations.ts'
import { statisticKinds } from '../../src-shared/validation/sample-statistics.ts'
import type { ValidationResults } from '../../src-shared/validation/results.ts'
import { validationResults } from '../renderer/fake/validation-results.ts'
import { madeLikelihood } from '../shared/validation/made-likelihood.ts'

const latents = 16
const made = validationResults([0, 3, 6], latents)
const rowsOf = (changes: Partial<ValidationResults> = {}) => {
  const patches = Array.from({ length: 3 }) as ValidationRecord['patches']
  const config = validationConfigSchema.parse({ split: 'validation' })
  return new Map(validationRows({ patches, config, epoch: 18, results: { ...made, ...changes } }))
}

describe('what the terminal prints of a validation', () => {
  it('is the model’s error and reach beside those of as many principal components', () => {
    const rows = rowsOf()
    expect(rows.get('patches')).toBe('3 of validation')
    expect(rows.get('epoch')).toBe('18')
    const { reconstruction, linear } = made.standard.pairs
    expect(rows.get('mean squared error')).toBe(
      `${reconstruction!.meanSquaredError.toFixed(4)}   linear ${linear!.meanSquaredError.toFixed(4)}`,
    )
    expect(rows.get('half the power kept up to l')).toMatch(/^330 {3}linear 400$/)
    // 45 sqrt(16 / pi).
    expect(rows.get('multipole limit of this many latents')).toBe('102')
    expect(rows.get('active latents')).toMatch(/^\d+ of 16$/)
    expect(rows.get('seconds of validation')).toBe('21.4')
  })

  it('says that there is no linear model where none was measured', () => {
    const { reconstruction } = made.standard.pairs
    const rows = rowsOf({ standard: { ...made.standard, pairs: { reconstruction } } })
    expect(rows.get('mean squared error')).toMatch(/linear none$/)
    expect(rows.get('half the power kept up to l')).toMatch(/linear none$/)
  })

  it('names the statistic that tells samples best from the sky, by its distance over the floor', () => {
    const samples = made.samples!
    const [first, second] = samples.statistics
    const some = [first, { ...second, models: [{ ...second.models[0], distance: 0.7 }] }]
    expect(rowsOf({ samples: { ...samples, statistics: some } }).get('prior samples, the worst statistic')).toBe(
      `${statisticKinds[second.name].label}: 7.0 x its floor`,
    )
    expect(rowsOf({ samples: null }).has('prior samples, the worst statistic')).toBe(false)
  })

  it('has the accuracy of a classifier with its interval, if one was trained', () => {
    expect(rowsOf().get('samples told from patches')).toBe('71.0 % (66.0 to 76.0), 50 % is perfect')
    expect(rowsOf({ classifier: null }).has('samples told from patches')).toBe(false)
  })

  it('has ln p under N(0, 1) and the prior, and what the prior gains patch by patch, if they were computed', () => {
    const likelihoods = [madeLikelihood([0, 2, 4]), madeLikelihood([10, 13, 16], { prior: 'flow' })]
    const rows = rowsOf({ likelihoods })
    expect(rows.get('ln p under N(0, 1)')).toBe('2.0 ± 1.2 nats per vector of latents')
    expect(rows.get('ln p under flow')).toBe('13.0 ± 1.7 nats per vector of latents, +11.00 ± 0.58 over N(0, 1)')
    expect([...rowsOf({ likelihoods: [] }).keys()].filter((name) => name.startsWith('ln p'))).toEqual([])
  })

  it('has the power of E and B modes of polarised patches in the lowest band', () => {
    const bands = (value: number | null) => ({ low: [value], median: [value], high: [value] })
    const around = (median: number) => ({ low: median, median, high: median })
    const modes = (ee: number, bb: number | null) => ({
      ...{ ee: bands(ee), eb: bands(0), bb: bands(bb) },
      ...(bb !== null && { overall: { ratio: around(ee / bb), correlation: around(0.35) } }),
    })
    const polarised = {
      ...{ ell: [67.5], leakage: [0.1] },
      ...{ original: modes(2.5, 1.25), reconstruction: modes(2, null), sample: modes(1, 1) },
    }
    const rows = rowsOf({ polarised })
    expect(rows.get('EE at l 68, median')).toBe('2.50   reconstructions 2.00')
    expect(rows.get('BB at l 68, median')).toBe('1.25   reconstructions none')
    expect(rows.get('EE / BB, median')).toBe('2.00   reconstructions none   prior samples 1.00')
    expect(rows.get('TE / √(TT EE), median')).toBe('0.350   reconstructions none   prior samples 0.350')
    expect(rowsOf().has('EE at l 68, median')).toBe(false)
  })
})
