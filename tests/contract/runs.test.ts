import { describe, expect, it } from 'vitest'
import {
  epochMetricsSchema,
  latentKlAddress,
  runEnvironmentSchema,
  runFileAddress,
  runMethods,
  sampleAddress,
} from '../../src-preload/contract/runs.ts'
import { trainingConfigSchema } from '../../src-shared/model/configuration.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { expectLimits, refusedAt, sentenceFor, type Limits } from './limits.ts'

const config = presets.demo
const start = runMethods['runs.start'].params
const update = runMethods['runs.update'].params

describe('the configuration of a training', () => {
  const limits: Limits[] = [
    {
      field: 'preset',
      taken: ['demo', '128px', 'paper', 'spatial', 'flow', 'inpainting'],
      refused: ['Demo', undefined],
    },
    { field: 'architecture', taken: ['paper', 'spatial', 'flow', undefined], refused: ['dense'] },
    { field: 'space', taken: ['patches', 'latents', undefined], refused: ['pixels'] },
    { field: 'size', taken: [1, 1024], refused: [0, 1025, 64.5] },
    { field: 'channels', taken: [1, 4096, undefined], refused: [0, 4097] },
    { field: 'observation', taken: ['none', 'masked', 'blurred', undefined], refused: ['holes', true] },
    { field: 'polarisation', taken: ['stokes', 'fractions', undefined], refused: ['fraction', true] },
    { field: 'standardised', taken: [true, false, undefined], refused: ['true'] },
    { field: 'encoderFilters', taken: [[1], [1024, 2, 3, 4, 5, 6]], refused: [[], [0], [1025], [1, 2, 3, 4, 5, 6, 7]] },
    { field: 'encoderStrides', taken: [null, [1], [4, 4]], refused: [[], [0], [5], [2.5]] },
    { field: 'decoderFilters', taken: [[1], [16, 8]], refused: [[], 16] },
    { field: 'decoderStrides', taken: [null, [1, 4]], refused: [[0], 2] },
    { field: 'kernel', taken: [1, 9], refused: [0, 10] },
    { field: 'blocks', taken: [1, 16, undefined], refused: [0, 17, 1.5] },
    { field: 'octaves', taken: [0, 4, undefined], refused: [-1, 5, 1.5] },
    { field: 'octaveFilters', taken: [[1], [1024, 2, 3, 4, 5, 6], undefined], refused: [[], [0], [1025]] },
    { field: 'octaveCrop', taken: [8, 1024, undefined], refused: [7, 1025] },
    {
      field: 'wavelets',
      taken: ['haar', 'average-interpolating', undefined],
      refused: ['daubechies', null],
    },
    { field: 'timeModulation', taken: ['shift', 'scale-and-shift', undefined], refused: ['scale', null] },
    { field: 'embedding', taken: [2, 4096, undefined], refused: [1, 4097] },
    { field: 'conditions', taken: [[], ['mean', 'std'], undefined], refused: [[''], 'mean', Array(17).fill('a')] },
    { field: 'denseWidth', taken: [1, 8192], refused: [0, 8193] },
    { field: 'latentDimension', taken: [1, 1_048_576], refused: [0, 1_048_577] },
    { field: 'activation', taken: ['relu', 'leaky-relu', 'elu', 'gelu', 'silu', 'tanh'], refused: ['swish', 'ReLU'] },
    { field: 'batchNormOrder', taken: ['after-activation', 'before-activation'], refused: ['after'] },
    { field: 'batchNormMomentum', taken: [0, 1], refused: [-0.1, 1.1] },
    { field: 'likelihoodWidth', taken: [null, 1e-3, 'learned'], refused: [0, -1, 'guessed', undefined] },
    { field: 'likelihoodNoise', taken: ['none', 'maps', undefined], refused: ['sigma', 0.3] },
    { field: 'klWeight', taken: [0, 1000], refused: [-1, 1001] },
    { field: 'klWarmUpEpochs', taken: [0, 2.5], refused: [-1] },
    { field: 'freeBits', taken: [0, 100], refused: [-0.1, 101] },
    { field: 'startShare', taken: [0, 1, undefined], refused: [-0.1, 1.1] },
    { field: 'averaging', taken: [0, 0.9999, undefined], refused: [1, -0.1] },
    { field: 'learningRate', taken: [1e-12, 1], refused: [0, 1.1, NaN] },
    { field: 'learningRateWarmUpEpochs', taken: [0, 100_000], refused: [-1, 100_001] },
    { field: 'learningRateDecay', taken: ['none', 'cosine', 'exponential'], refused: ['linear'] },
    { field: 'decayEpochs', taken: [0.5], refused: [0] },
    { field: 'decayFloor', taken: [1e-9, 1], refused: [0, 1.01] },
    { field: 'beta1', taken: [0, 0.999], refused: [1, -0.1] },
    { field: 'beta2', taken: [0, 0.9999], refused: [1] },
    { field: 'epsilon', taken: [1e-12, 1], refused: [0, 2] },
    { field: 'gradientClip', taken: [null, 0.1], refused: [0, -1] },
    { field: 'batchSize', taken: [1, 512], refused: [0, 513, 8.5] },
    { field: 'epochs', taken: [1, 100_000], refused: [0, 100_001] },
    { field: 'earlyStopEpochs', taken: [null, 1], refused: [0, 1.5] },
    { field: 'augment', taken: [true, false], refused: ['true', undefined] },
    { field: 'precision', taken: ['float32', 'bfloat16', undefined], refused: ['float16'] },
    { field: 'validationSamples', taken: [1, 1000], refused: [0, 1001] },
    { field: 'testEvery', taken: [0, 5], refused: [-1] },
    { field: 'checkpointEvery', taken: [1], refused: [0] },
    { field: 'seed', taken: [0, 2 ** 40], refused: [-1, 0.5] },
  ]
  it.each(limits)('$field has limits, and is named if it exceeds them', (each) => {
    expectLimits(trainingConfigSchema, config, each)
    expectLimits(start, { datasetId: 'd', config }, { ...each, field: `config.${each.field}` })
  })

  it('says which values the likelihood’s width may have', () => {
    expect(sentenceFor(trainingConfigSchema, { ...config, likelihoodWidth: 'wide' })).toBe(
      'a number above 0, or "learned"',
    )
  })

  it('has all its limits tested here', () => {
    expect(limits.map(({ field }) => field).sort()).toEqual(Object.keys(trainingConfigSchema.shape).sort())
  })

  it('written before a setting existed is the paper’s', () => {
    const old = {
      ...{ preset: 'paper', size: 256, encoderFilters: [256], decoderFilters: [64], kernel: 5, denseWidth: 128 },
      ...{ latentDimension: 256, batchNormMomentum: 0.9, likelihoodWidth: null, learningRate: 1e-4, beta1: 0.5 },
      ...{ batchSize: 8, epochs: 100, augment: true, seed: 0 },
    }
    expect(trainingConfigSchema.parse(old)).toMatchObject({
      architecture: 'paper',
      channels: 1,
      standardised: false,
      observation: 'none',
      polarisation: 'stokes',
      encoderStrides: null,
      blocks: 2,
      embedding: 128,
      wavelets: 'haar',
      timeModulation: 'shift',
      conditions: [],
      activation: 'relu',
      batchNormOrder: 'after-activation',
      likelihoodNoise: 'none',
      klWeight: 1,
      klWarmUpEpochs: 0,
      freeBits: 0,
      startShare: 0.1,
      averaging: 0.999,
      learningRateDecay: 'none',
      beta2: 0.999,
      epsilon: 1e-7,
      gradientClip: null,
      precision: 'float32',
    })
  })
})

describe('a run', () => {
  it('starts from random weights, or from those of a file', () => {
    expect(start.parse({ datasetId: 'd', config }).weights).toBeNull()
    expectLimits(start, { datasetId: 'd', config }, { field: 'weights', taken: [null, '/w'], refused: ['', 3] })
  })

  it('is resumed to the same number of epochs, or to more', () => {
    expectLimits(
      runMethods['runs.resume'].params,
      { id: 'r' },
      {
        field: 'epochs',
        taken: [undefined, 1, 100_000],
        refused: [0, 1.5, 100_001, null],
      },
    )
  })

  it('is listed with all runs, with those of a study, or with those of no study', () => {
    const { params } = runMethods['runs.list']
    for (const asked of [{}, { studyId: 's' }, { studyId: null }]) expect(params.parse(asked)).toEqual(asked)
    expect(refusedAt(params, { studyId: '' })).toBe('studyId')
  })

  const marks: Limits[] = [
    { field: 'name', taken: ['A', undefined], refused: ['', 'x'.repeat(121)] },
    { field: 'note', taken: ['', 'x'.repeat(10_000)], refused: ['x'.repeat(10_001), null] },
    { field: 'tags', taken: [[], ['iris', 'µK'], ['x'.repeat(40)]], refused: [['two words'], ['a,b'], [''], 'iris'] },
    { field: 'starred', taken: [true, false], refused: [1, 'true'] },
    { field: 'archived', taken: [true, false], refused: [null] },
  ]
  it.each(marks)('can have a $field, if valid', (each) => {
    expectLimits(update, { id: 'r' }, each)
  })

  it('has at most 20 tags, each a word', () => {
    expect(refusedAt(update, { id: 'r', tags: Array.from({ length: 21 }, (_, i) => `t${i}`) })).toBe('tags')
    expect(sentenceFor(update, { id: 'r', tags: ['ok', 'not ok'] })).toBe(
      'up to 40 characters without blanks and commas',
    )
  })
})

describe('the metrics of an epoch', () => {
  const row = {
    ...{ epoch: 1, trainLoss: 3200, trainReconstruction: 3000, trainKl: 200, validationLoss: 3300 },
    ...{ validationReconstruction: 3090, validationKl: 210, imagesPerSecond: 650, seconds: 2.5, elapsedSeconds: 2.5 },
  }

  it('omit what was not measured', () => {
    expect(epochMetricsSchema.parse(row)).toEqual({
      ...row,
      ...{ testLoss: null, testReconstruction: null, testKl: null, activeLatents: null, gradientNorm: null },
      ...{ learningRate: null, klWeight: null, waitingShare: null, memoryBytes: null },
      ...Object.fromEntries(
        ['train', 'validation', 'test'].flatMap((split) =>
          ['Coarsest', 'Octave1', 'Octave2', 'Octave3', 'Octave4'].map((term) => [`${split}${term}`, null]),
        ),
      ),
    })
  })

  it('of a flow have no terms', () => {
    const flow = {
      ...row,
      trainReconstruction: null,
      trainKl: null,
      validationReconstruction: null,
      validationKl: null,
    }
    expect(epochMetricsSchema.parse(flow)).toMatchObject({ trainLoss: 3200, trainKl: null, validationKl: null })
  })

  it('may be negative, from densities above 1, but are numbers', () => {
    expectLimits(epochMetricsSchema, row, {
      field: 'validationLoss',
      taken: [-1e6, 0],
      refused: [NaN, Infinity, null, '3'],
    })
    expect(refusedAt(epochMetricsSchema, { ...row, epoch: 1.5 })).toBe('epoch')
  })
})

it('reads an environment recorded before bfloat16 kernels and notes were', () => {
  const recorded = {
    ...{ startedAt: '2026-11-23T10:00:00Z', cirrus: '0.1.0', tensorflow: '2.21.0', kind: 'cpu', device: 'a processor' },
    ...{
      driver: null,
      memoryBytes: null,
      threads: { intraOp: 8, interOp: 2 },
      productPrecision: 'float32',
      xla: false,
    },
  }
  expect(runEnvironmentSchema.parse(recorded)).toMatchObject({ bfloat16Kernels: 'native', note: null })
  expect(refusedAt(runEnvironmentSchema, { ...recorded, productPrecision: 'float16' })).toBe('productPrecision')
})

it('files in a run’s folder have an address, even with blanks and special characters in their names', () => {
  expect(sampleAddress('r', 12)).toBe('/data/runs/r/samples/12')
  expect(latentKlAddress('r', 3)).toBe('/data/runs/r/latent-kl/3')
  expect(runFileAddress('r', 'checkpoints/epoch 1#2.bin')).toBe('/data/runs/r/files/checkpoints/epoch%201%232.bin')
})
