import { describe, expect, it } from 'vitest'
import { applySettings } from '../../src-main/terminal/set-option.ts'
import { trainCommand } from '../../src-preload/contract/command-line.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { parse } from './parse-line.ts'

describe('the command of a training', () => {
  it('writes only what differs from a configuration’s preset', () => {
    expect(trainCommand('d', presets.demo, presets.demo, 'r')).toBe(
      `cirrus train d --preset demo --epochs ${presets.demo.epochs} --out r`,
    )
    const config = {
      ...presets.demo,
      epochs: 7,
      encoderFilters: [8, 16],
      likelihoodWidth: 0.3,
      augment: false,
      latentDimension: 32,
    }
    const { options } = parse(trainCommand('d', config, presets.demo, 'r'))
    expect(applySettings(presets.demo, [`epochs=${options.epochs}`, ...options.set])).toEqual(config)
    const spatial = { ...config, architecture: 'spatial', likelihoodWidth: 'learned' } as const
    const line = trainCommand('d', spatial, presets.demo, 'r')
    expect(line).toContain('--set architecture=spatial')
    expect(line).toContain('--set likelihoodWidth=learned')
    expect(applySettings(config, parse(line).options.set)).toEqual(spatial)
    expect(applySettings(spatial, ['likelihoodWidth=0.2']).likelihoodWidth).toBe(0.2)
    expect(() => applySettings(config, ['likelihoodWidth=guessed'])).toThrow(
      'needed: a number, above 0; or "learned"; or none',
    )
    expect(() => applySettings(config, ['architecture=dense'])).toThrow('needed: "paper", "spatial"')
    const back = parse(trainCommand('d', { ...config, likelihoodWidth: null }, config, 'r'))
    expect(applySettings(config, back.options.set).likelihoodWidth).toBeNull()
  })

  it('carries every setting of a training, including null ones', () => {
    const { demo } = presets
    const other: TrainingConfig = {
      ...demo,
      architecture: 'spatial',
      space: 'latents',
      size: 72,
      channels: 2,
      standardised: true,
      encoderFilters: [16],
      encoderStrides: [3],
      decoderFilters: [12, 6],
      decoderStrides: [3, 1],
      kernel: 5,
      blocks: 3,
      octaves: 1,
      octaveFilters: [8],
      octaveCrop: 16,
      embedding: 64,
      wavelets: 'average-interpolating',
      timeModulation: 'scale-and-shift',
      conditions: ['mean', 'latitude'],
      denseWidth: 99,
      latentDimension: 48,
      activation: 'leaky-relu',
      batchNormOrder: 'before-activation',
      batchNormMomentum: 0.5,
      likelihoodWidth: 'learned',
      likelihoodNoise: 'maps',
      klWeight: 0.25,
      klWarmUpEpochs: 2.5,
      freeBits: 0.05,
      observation: 'masked',
      polarisation: 'fractions',
      startShare: 0.2,
      averaging: 0.99,
      learningRate: 3e-7,
      learningRateWarmUpEpochs: 1,
      learningRateDecay: 'cosine',
      decayEpochs: 40,
      decayFloor: 0.1,
      beta1: 0.8,
      beta2: 0.99,
      epsilon: 1e-8,
      gradientClip: 10,
      batchSize: 3,
      epochs: 7,
      earlyStopEpochs: 12,
      augment: false,
      precision: 'bfloat16',
      validationSamples: 4,
      testEvery: 0,
      checkpointEvery: 2,
      seed: 11,
    }
    for (const name of Object.keys(demo) as (keyof TrainingConfig)[]) {
      if (name !== 'preset') expect(other[name], name).not.toEqual(demo[name])
    }
    const there = parse(trainCommand('d', other, demo, 'r')).options
    expect(applySettings(demo, [`epochs=${there.epochs}`, ...there.set])).toEqual(other)
    const back = parse(trainCommand('d', demo, other, 'r')).options
    expect(applySettings(other, [`epochs=${back.epochs}`, ...back.set])).toEqual(demo)
  })
})
