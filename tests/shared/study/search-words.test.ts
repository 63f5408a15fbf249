import { describe, expect, it } from 'vitest'
import {
  readChoice,
  readObjective,
  readParameter,
  writeChoice,
  writeParameter,
} from '../../../src-shared/study/search-words.ts'
import { executorChoiceSchema, prunerSchema, samplerSchema } from '../../../src-shared/study/specification.ts'

describe('a parameter as a word', () => {
  it.each([
    ['learningRate=0.00001..0.01:log', { kind: 'float', name: 'learningRate', low: 1e-5, high: 1e-2, log: true }],
    ['latentDimension=16..512', { kind: 'int', name: 'latentDimension', low: 16, high: 512 }],
    ['denseWidth=64..512:step=64', { kind: 'int', name: 'denseWidth', low: 64, high: 512, step: 64 }],
    ['kernel=3/4/5', { kind: 'categorical', name: 'kernel', choices: [3, 4, 5], ordered: true }],
    ['augment=true/false', { kind: 'categorical', name: 'augment', choices: [true, false] }],
    ['encoderFilters=64,32/16', { kind: 'categorical', name: 'encoderFilters', choices: ['64,32', '16'] }],
    ['gradientClip=none/5', { kind: 'categorical', name: 'gradientClip', choices: ['none', 5] }],
    [
      'klWarmUpEpochs=1..9@klWeight=2/4',
      { kind: 'float', name: 'klWarmUpEpochs', low: 1, high: 9, when: { parameter: 'klWeight', values: [2, 4] } },
    ],
  ])('%s is read, and written back', (word, parameter) => {
    expect(readParameter(word)).toEqual(parameter)
    expect(readParameter(writeParameter(parameter as never))).toEqual(parameter)
  })

  it.each(['depth=1..3', 'seed=1..3', 'kernel', 'kernel=a..b', 'learningRate=1e-5..1e-2:log:log'])(
    '%s says what is needed',
    (word) => {
      expect(readParameter(word)).toEqual({ misfit: expect.stringContaining(word) })
    },
  )
})

describe('a choice as a word', () => {
  it.each([
    [samplerSchema, 'gp-ei', { kind: 'gp-ei', startupTrials: null }],
    [samplerSchema, 'gp-lcb:beta=2.6,startupTrials=8', { kind: 'gp-lcb', beta: 2.6, startupTrials: 8 }],
    [prunerSchema, 'median:startupTrials=4,warmupEpochs=2', { kind: 'median', startupTrials: 4, warmupEpochs: 2 }],
    [executorChoiceSchema, 'slurm:profile=perlmutter', { kind: 'slurm', profile: 'perlmutter' }],
  ])('%# %s', (schema, word, choice) => {
    expect(readChoice<{ kind: string }>(schema as never, word)).toEqual(choice)
    expect(readChoice<{ kind: string }>(schema as never, writeChoice(choice))).toEqual(choice)
  })

  it('is refused if it is none', () => {
    expect(readChoice(samplerSchema, 'annealing')).toMatchObject({ misfit: expect.stringContaining('annealing: kind') })
    expect(readChoice(executorChoiceSchema, 'slurm')).toMatchObject({ misfit: expect.stringContaining('profile') })
    expect(readObjective('beauty')).toMatchObject({
      misfit: expect.stringContaining('use one of validationLoss'),
    })
    expect(readObjective('testLoss:last')).toEqual({ metric: 'testLoss', epoch: 'last' })
    expect(readObjective('validationKl')).toEqual({ metric: 'validationKl', epoch: 'best' })
  })
})
