import { describe, expect, test } from 'vitest'
import { presetSchema, trainingConfigSchema } from '../../../src-shared/model/configuration.ts'
import { latentMisfit } from '../../../src-shared/model/latent-shape.ts'
import { strideMisfit } from '../../../src-shared/model/layer-strides.ts'
import { presets } from '../../../src-shared/model/presets.ts'

describe('every preset', () => {
  test.each(presetSchema.options)('%s is a configuration with its own name and matching layers and latents', (name) => {
    const config = presets[name]
    expect(config.preset).toBe(name)
    expect(trainingConfigSchema.parse(config)).toEqual(config)
    expect(strideMisfit(config, 'encoder')).toBeNull()
    expect(strideMisfit(config, 'decoder')).toBeNull()
    expect(latentMisfit(config)).toBeNull()
  })
})

test('the paper’s is Tables 1 and 2 and Sec. 2.4', () => {
  expect(presets.paper).toMatchObject({
    size: 256,
    encoderFilters: [256, 128, 64],
    decoderFilters: [128, 64, 32, 16],
    kernel: 4,
    denseWidth: 1024,
    latentDimension: 256,
    learningRate: 1e-4,
    beta1: 0.5,
    batchSize: 8,
    activation: 'relu',
    batchNormOrder: 'after-activation',
    likelihoodWidth: null,
    encoderStrides: null,
    klWeight: 1,
    precision: 'float32',
  })
})

describe('a configuration', () => {
  const before = { ...presets.demo } as Record<string, unknown>
  for (const added of ['architecture', 'channels', 'encoderStrides', 'klWeight', 'freeBits', 'precision', 'testEvery'])
    delete before[added]

  test('stored before a setting existed gets the paper’s value', () => {
    expect(trainingConfigSchema.parse(before)).toEqual(presets.demo)
  })

  test.each([
    ['kernel', 0],
    ['kernel', 2.5],
    ['size', 0],
    ['beta1', 1],
    ['learningRate', 0],
    ['likelihoodWidth', 0],
    ['likelihoodWidth', 'guessed'],
    ['batchSize', 513],
    ['encoderFilters', []],
    ['encoderStrides', [5]],
    ['seed', -1],
  ])('is refused with %s = %j', (name, value) => {
    expect(trainingConfigSchema.safeParse({ ...presets.demo, [name]: value }).success).toBe(false)
  })
})
