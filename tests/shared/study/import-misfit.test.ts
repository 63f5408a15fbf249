import { describe, expect, test } from 'vitest'
import { importMisfit } from '../../../src-shared/study/import-words.ts'

const study = {
  id: 'a',
  datasetFingerprint: 'f1',
  objective: { metric: 'validationNegativeElbo', epoch: 'best' },
  direction: 'minimise',
} as const

describe('a study whose trials are imported', () => {
  test('is another one with the same patches, objective and direction', () => {
    expect(importMisfit(study, { ...study, id: 'b' })).toBeNull()
  })

  test('may count another epoch of the same objective', () => {
    const last = { metric: 'validationNegativeElbo', epoch: 'last' } as const
    expect(importMisfit(study, { ...study, id: 'b', objective: last })).toBeNull()
  })

  test('is not the study itself', () => {
    expect(importMisfit(study, study)).toBe('it is the same study')
  })

  test('has the same patches', () => {
    expect(importMisfit(study, { ...study, id: 'b', datasetFingerprint: 'f2' })).toMatch(/patches/)
  })

  test('has the same objective, which is named where it has another', () => {
    const objective = { metric: 'validationKl', epoch: 'best' } as const
    expect(importMisfit(study, { ...study, id: 'b', objective })).toBe('its objective is to minimise validationKl')
    expect(importMisfit(study, { ...study, id: 'b', direction: 'maximise' })).toBe(
      'its objective is to maximise validationNegativeElbo',
    )
  })
})
