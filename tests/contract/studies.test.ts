import { describe, expect, it } from 'vitest'
import { isUnfinished, studyMethods, trialSchema } from '../../src-preload/contract/studies.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { paperSpace } from '../../src-shared/study/search-space.ts'
import { studySpecSchema } from '../../src-shared/study/specification.ts'
import { studyRecord, trialRecord } from '../renderer/fake/study-records.ts'
import { expectLimits, refusedAt, type Limits } from './limits.ts'

const base = presets.demo
const start = studyMethods['studies.start'].params
const update = studyMethods['studies.update'].params

describe('the specification of a study', () => {
  it('is by default the paper’s space, Sec. 4.2, searched by a Gaussian process, with 100 trials of 20 epochs', () => {
    expect(studySpecSchema.parse({ base })).toEqual({
      base,
      objective: { metric: 'validationLoss', epoch: 'best' },
      direction: 'minimise',
      epochs: 20,
      seed: 0,
      space: paperSpace,
      sampler: { kind: 'gp-ei', startupTrials: null },
      pruner: { kind: 'none' },
      budget: 100,
      concurrency: 1,
      executor: { kind: 'local' },
    })
  })

  const limits: Limits[] = [
    { field: 'budget', taken: [1, 100_000], refused: [0, 100_001, 2.5] },
    { field: 'concurrency', taken: [1, 1000], refused: [0, 1001] },
    { field: 'epochs', taken: [1, 100_000], refused: [0, 1.5] },
    { field: 'seed', taken: [0], refused: [-1] },
    { field: 'direction', taken: ['minimise', 'maximise'], refused: ['minimize'] },
    { field: 'space', taken: [paperSpace, undefined], refused: [[], Array(21).fill(paperSpace[0]), null] },
    { field: 'name', taken: ['A', undefined], refused: ['', 'x'.repeat(121)] },
    { field: 'datasetId', taken: ['d'], refused: ['', 'a/b', undefined] },
  ]
  it.each(limits)('$field has limits', (each) => expectLimits(start, { datasetId: 'd', base }, each))

  const choices: Limits[] = [
    {
      field: 'sampler',
      taken: [
        { kind: 'gp-ei' },
        { kind: 'gp-lcb', beta: 0 },
        { kind: 'keras-tuner' },
        { kind: 'sobol' },
        { kind: 'random' },
      ],
      refused: [{ kind: 'tpe' }, { kind: 'gp-lcb', beta: -1 }, { kind: 'gp-ei', startupTrials: 0 }, 'random'],
    },
    {
      field: 'pruner',
      taken: [
        { kind: 'none' },
        { kind: 'median', warmupEpochs: 3 },
        { kind: 'successive-halving', reductionFactor: 2 },
      ],
      refused: [
        { kind: 'hyperband' },
        { kind: 'median', startupTrials: 0 },
        { kind: 'successive-halving', reductionFactor: 1 },
      ],
    },
    {
      field: 'executor',
      taken: [{ kind: 'local' }, { kind: 'slurm', profile: 'here' }],
      refused: [{ kind: 'slurm' }, { kind: 'slurm', profile: '' }, { kind: 'pbs' }],
    },
  ]
  it.each(choices)('$field is a known one, with its own settings', (each) => {
    expectLimits(start, { datasetId: 'd', base }, each)
    expectLimits(update, { id: 's' }, each)
  })

  it('has ranges with two ends, and at least one choice', () => {
    const space = (parameter: object) => ({ datasetId: 'd', base, space: [parameter] })
    const range = { kind: 'float', name: 'learningRate', low: 1e-5, high: 1e-2 }
    expect(refusedAt(start, space(range))).toBeUndefined()
    expect(refusedAt(start, space({ ...range, low: undefined }))).toBe('space.0.low')
    expect(refusedAt(start, space({ ...range, step: 0 }))).toBe('space.0.step')
    expect(refusedAt(start, space({ ...range, name: 'seed' }))).toBe('space.0.name')
    expect(refusedAt(start, space({ kind: 'categorical', name: 'kernel', choices: [] }))).toBe('space.0.choices')
    expect(refusedAt(start, space({ ...range, when: { parameter: 'kernel', values: [] } }))).toBe('space.0.when.values')
  })
})

describe('a study under way', () => {
  it('can only change what takes effect from the next trial', () => {
    expect(update.parse({ id: 's' })).toEqual({ id: 's' })
    expect(update.parse({ id: 's', budget: 50, concurrency: 4 })).toEqual({ id: 's', budget: 50, concurrency: 4 })
    expect(update.parse({ id: 's', seed: 3, base: presets.paper })).toEqual({ id: 's' })
    expectLimits(update, { id: 's' }, { field: 'budget', taken: [1], refused: [0, null] })
  })

  it('has a model over two parameters, with 32 values along each axis by default', () => {
    const { params, result } = studyMethods['studies.model']
    expect(params.parse({ id: 's', x: 'kernel', y: 'beta1' }).size).toBe(32)
    expectLimits(params, { id: 's', x: 'a', y: 'b' }, { field: 'size', taken: [2, 64], refused: [1, 65] })
    expect(result.parse(null)).toBeNull()
  })

  it('accepts a trial by hand with numbers, words and flags', () => {
    const { params } = studyMethods['studies.enqueue']
    const trial = { learningRate: 1e-4, encoderFilters: '32,16', augment: true }
    expect(params.parse({ id: 's', params: trial }).params).toEqual(trial)
    expect(refusedAt(params, { id: 's', params: { learningRate: null } })).toBe('params.learningRate')
  })

  it('trains its best trial longer by default', () => {
    const { params } = studyMethods['studies.trainLonger']
    expect(params.parse({ id: 's', epochs: 60 })).toEqual({ id: 's', number: null, epochs: 60 })
    expectLimits(params, { id: 's', epochs: 60 }, { field: 'number', taken: [null, 1], refused: [0, 1.5] })
    expectLimits(params, { id: 's', epochs: 60 }, { field: 'epochs', taken: [1], refused: [0, undefined] })
  })

  it('is written as a table or as JSON', () => {
    const { params } = studyMethods['studies.export']
    expect(params.parse({ id: 's', format: 'csv' }).file).toBeNull()
    expectLimits(params, { id: 's', format: 'csv' }, { field: 'format', taken: ['json'], refused: ['xlsx', undefined] })
  })

  it('is removed with its runs by default', () => {
    expect(studyMethods['studies.remove'].params.parse({ id: 's' }).keepRuns).toBe(false)
  })
})

describe('whether a study is unfinished', () => {
  const none = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0, interrupted: 0 }
  const study = (state: 'complete' | 'exhausted' | 'interrupted', counts: Partial<typeof none>) =>
    isUnfinished({ state, budget: 5, counts: { ...none, ...counts } })

  it('depends on its budget', () => {
    expect(study('complete', { complete: 3, pruned: 1, failed: 1 })).toBe(false)
    expect(study('complete', { complete: 4 })).toBe(true)
  })

  it('is false once the space is exhausted, whatever the budget', () => {
    expect(study('exhausted', { complete: 2 })).toBe(false)
  })

  it('is true while trials are waiting or interrupted, whatever the budget', () => {
    expect(study('exhausted', { complete: 2, interrupted: 1 })).toBe(true)
    expect(study('interrupted', { complete: 5, waiting: 1 })).toBe(true)
  })
})

it('a trial is counted from 1, and may have no run and no value', () => {
  const trial = trialRecord(studyRecord('s'), 1, 'complete')
  expectLimits(trialSchema, trial, { field: 'number', taken: [1], refused: [0, 1.5] })
  expectLimits(trialSchema, trial, { field: 'value', taken: [null, -1e9], refused: [NaN, Infinity] })
  expectLimits(trialSchema, trial, { field: 'runId', taken: [null, 'r'], refused: ['', '../r'] })
  expectLimits(trialSchema, trial, { field: 'origin', taken: ['asked', 'enqueued', 'imported'], refused: ['hand'] })
})
