import { describe, expect, it } from 'vitest'
import { stridesOf, strideMisfit, totalStride } from '../../../src-shared/model/layer-strides.ts'
import { latentMisfit } from '../../../src-shared/model/latent-shape.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { activeAbove, activeLatents } from '../../../src-shared/model/active-latents.ts'
import { stepsPerEpoch } from '../../../src-shared/model/steps-per-epoch.ts'
import { trainingConfigSchema } from '../../../src-shared/model/configuration.ts'

describe('strides', () => {
  it('are 2 for each filter by default', () => {
    expect(stridesOf(presets.paper, 'encoder')).toEqual([2, 2, 2])
    expect(stridesOf(presets.paper, 'decoder')).toEqual([2, 2, 2, 2])
    expect(totalStride(presets.paper, 'decoder')).toBe(16)
  })

  it('multiply over the layers', () => {
    const config = { ...presets.demo, encoderStrides: [1, 3, 4] }
    expect(stridesOf(config, 'encoder')).toEqual([1, 3, 4])
    expect(totalStride(config, 'encoder')).toBe(12)
  })

  it('must be as many as the filters', () => {
    expect(strideMisfit({ ...presets.demo, encoderStrides: [2, 2] }, 'encoder')).toEqual({
      field: 'encoderStrides',
      reason: 'one for each of 3 filters is needed, not 2',
    })
  })

  it('must divide the patch, or the setting at fault is named', () => {
    expect(strideMisfit({ ...presets.demo, size: 100 }, 'encoder')).toMatchObject({ field: 'encoderFilters' })
    expect(strideMisfit({ ...presets.demo, decoderStrides: [3, 2, 2] }, 'decoder')).toMatchObject({
      field: 'decoderStrides',
      reason: '3 layers need a multiple of 12 px; the patches have 64',
    })
    expect(strideMisfit(presets.demo, 'decoder')).toBeNull()
  })
})

describe('presets', () => {
  it.each(Object.entries(presets))('%s is a configuration that fits itself', (name, config) => {
    expect(trainingConfigSchema.parse(config)).toEqual(config)
    expect(config.preset).toBe(name)
    expect(strideMisfit(config, 'encoder')).toBeNull()
    expect(strideMisfit(config, 'decoder')).toBeNull()
    expect(latentMisfit(config)).toBeNull()
  })

  it('have the paper’s Tables 1 and 2 in paper', () => {
    expect(presets.paper).toMatchObject({
      size: 256,
      encoderFilters: [256, 128, 64],
      denseWidth: 1024,
      latentDimension: 256,
      learningRate: 1e-4,
      beta1: 0.5,
      batchSize: 8,
      likelihoodWidth: null,
    })
  })
})

describe('counts', () => {
  it('of active latents include those above 0.01 nats', () => {
    expect(activeAbove).toBe(0.01)
    expect(activeLatents(Float32Array.of(0, 0.009, 0.011, 3))).toBe(2)
    expect(activeLatents(new Float32Array(0))).toBe(0)
  })

  it('of steps drop an incomplete batch', () => {
    expect(stepsPerEpoch(100, 8)).toBe(12)
    expect(stepsPerEpoch(96, 8)).toBe(12)
    expect(stepsPerEpoch(7, 8)).toBe(0)
  })
})
