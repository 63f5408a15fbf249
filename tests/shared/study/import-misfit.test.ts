import { describe, expect, test } from 'vitest'
import { importMisfit } from '../../../src-shared/study/import-words.ts'

const study = {
  id: 'a',
  datasetFingerprint: 'f1',
  objective: { metric: 'validationLoss', epoch: 'best' },
  direction: 'minimise',
} as const

describe('a study whose trials are imported', () => {
  test('has the same patches, objective and direction, but is another one', () => {
    expect(importMisfit(study, { ...study, id: 'b' })).toBeNull()
  })

  test('may count another epoch of the same objective', () => {
    const last = { metric: 'validationLoss', epoch: 'last' } as const
    expect(importMisfit(study, { ...study, id: 'b', objective: last })).toBeNull()
  })

  test('cannot be the study itself', () => {
    expect(importMisfit(study, study)).toBe('it is the same study')
  })

  test('must have the same patches', () => {
    expect(importMisfit(study, { ...study, id: 'b', datasetFingerprint: 'f2' })).toMatch(/patches/)
  })

  test('must have the same objective, or the other one is named', () => {
    const objective = { metric: 'validationKl', epoch: 'best' } as const
    expect(importMisfit(study, { ...study, id: 'b', objective })).toBe('its objective is to minimise validationKl')
    expect(importMisfit(study, { ...study, id: 'b', direction: 'maximise' })).toBe(
      'its objective is to maximise validationLoss',
    )
  })
})
