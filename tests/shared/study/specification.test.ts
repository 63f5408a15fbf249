import { describe, expect, test } from 'vitest'
import {
  executorChoiceSchema,
  objectiveSchema,
  prunerSchema,
  samplerSchema,
} from '../../../src-shared/study/specification.ts'

describe('the parts of a study', () => {
  test.each([
    [objectiveSchema, {}, { metric: 'validationLoss', epoch: 'best' }],
    [samplerSchema, { kind: 'gp-lcb' }, { kind: 'gp-lcb', startupTrials: null, beta: 2 }],
    [prunerSchema, { kind: 'median' }, { kind: 'median', startupTrials: 5, warmupEpochs: 0 }],
    [prunerSchema, { kind: 'successive-halving' }, { kind: 'successive-halving', firstRung: 1, reductionFactor: 4 }],
  ])('have defaults: %# %j', (schema, given, whole) => {
    expect(schema.parse(given)).toEqual(whole)
  })

  test.each([
    [samplerSchema, { kind: 'annealing' }],
    [samplerSchema, { kind: 'gp-ei', startupTrials: 0 }],
    [samplerSchema, { kind: 'gp-lcb', beta: -1 }],
    [prunerSchema, { kind: 'successive-halving', reductionFactor: 1 }],
    [prunerSchema, { kind: 'median', startupTrials: 0 }],
    [executorChoiceSchema, { kind: 'slurm', profile: '' }],
    [objectiveSchema, { metric: 'seconds' }],
    [objectiveSchema, { epoch: 3 }],
  ])('are refused: %# %j', (schema, given) => {
    expect(schema.safeParse(given).success).toBe(false)
  })
})
