import { describe, expect, test } from 'vitest'
import type { SearchParameter, TrialParams } from '../../../src-shared/study/search-space.ts'
import type { Study } from '../../../src-preload/contract/studies.ts'
import { sameTrial } from '../../../src-main/application/studies/history.ts'
import { importedTrials } from '../../../src-main/application/studies/import-trials.ts'
import { newTrial } from '../../../src-main/application/studies/next-trial.ts'
import { studyRecord } from '../../renderer/fake/study-records.ts'

const record = studyRecord('one')
const rate: SearchParameter = { kind: 'float', name: 'learningRate', low: 1e-5, high: 1e-2, log: true }
const latents: SearchParameter = { kind: 'int', name: 'latentDimension', low: 16, high: 512 }
const spaceOf = (...space: SearchParameter[]): Study => ({ ...record, space, epochs: 1 })
const trialOf = (number: number, params: TrialParams) => ({
  ...newTrial(record.id, number, params, 'asked'),
  state: 'complete' as const,
  value: number,
  epochs: 1,
  intermediate: [{ epoch: 1, value: number }],
})
const { latentDimension } = record.base

describe('a configuration that was tried', () => {
  const trials = [
    trialOf(1, { learningRate: 1e-3, latentDimension }),
    trialOf(2, { learningRate: 1e-3, latentDimension: latentDimension + 1 }),
  ]

  test('is recognised in a space with one parameter less', () => {
    const study = spaceOf(rate)
    expect(sameTrial(study, trials, { learningRate: 1e-3 })?.number).toBe(1)
    // Trial 2 has latents outside the current space.
    expect(sameTrial(study, trials.slice(1), { learningRate: 1e-3 })).toBeUndefined()
  })

  test('is recognised in a space with one parameter more, at its base value', () => {
    const study = spaceOf(rate, latents)
    const before = [trialOf(1, { learningRate: 1e-3 })]
    expect(sameTrial(study, before, { learningRate: 1e-3, latentDimension })?.number).toBe(1)
    expect(sameTrial(study, before, { learningRate: 1e-3, latentDimension: latentDimension + 1 })).toBeUndefined()
  })

  test('is recognised despite negligible differences of real numbers', () => {
    const study = spaceOf(rate)
    expect(sameTrial(study, trials, { learningRate: 1e-3 * (1 + 1e-9) })?.number).toBe(1)
    expect(sameTrial(study, trials, { learningRate: 1.001e-3 })).toBeUndefined()
  })

  test('is imported once', () => {
    const study = spaceOf(rate, latents)
    const from = { ...spaceOf(rate), id: 'another' }
    const theirs = [
      trialOf(1, { learningRate: 1e-3 }),
      trialOf(2, { learningRate: 2e-3 }),
      trialOf(3, { learningRate: 2e-3 }),
    ]
    const { imported, skipped } = importedTrials(study, trials.slice(0, 1), from, theirs)
    expect(imported.map(({ number, params }) => [number, params])).toEqual([
      [2, { learningRate: 2e-3, latentDimension }],
    ])
    expect(skipped).toEqual({ unfinished: 0, shorter: 0, known: 2, outside: 0 })
  })
})
