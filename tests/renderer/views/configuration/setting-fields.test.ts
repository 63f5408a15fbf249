import { describe, expect, it } from 'vitest'
import { settingForms } from '../../../../src-shared/model/training-settings.ts'
import { presets } from '../../../../src-shared/model/presets.ts'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import {
  misfits,
  sameSetting,
  settingText,
  toField,
  whyIdle,
  withSetting,
} from '../../../../src-renderer/views/configuration/setting-fields.ts'
import {
  mainSettings,
  settingAbout,
  settingAmong,
  settingGroups,
  settingTable,
} from '../../../../src-renderer/views/configuration/setting-table.ts'
import type { SettingName } from '../../../../src-renderer/views/configuration/setting-table.ts'
import { demoConfig } from '../../fake/records.ts'

describe('the form of a new run', () => {
  const names = [...mainSettings, ...settingGroups.flatMap(({ settings }) => settings)]
  it('has a field for every setting but those of the data and the preset', () => {
    expect([...names].sort()).toEqual(Object.keys(settingTable).sort())
    const others = Object.keys(settingForms).filter((name) => !(name in settingTable))
    expect(others).toEqual(['preset', 'space', 'size', 'channels', 'standardised'])
  })
  it('converts every setting to its field and back unchanged', () => {
    for (const name of names) {
      const changed = withSetting(demoConfig, demoConfig, name, toField(demoConfig, name))
      expect(changed, name).toEqual(demoConfig)
    }
    expect(withSetting(demoConfig, demoConfig, 'decoderFilters', '32 16,8').decoderFilters).toEqual([32, 16, 8])
    expect(withSetting(demoConfig, demoConfig, 'gradientClip', '5').gradientClip).toBe(5)
  })
  it('finds no errors in a preset', () => expect(misfits(demoConfig)).toEqual({}))
  it('shows errors at their fields', () => {
    const wrong = misfits({ ...demoConfig, learningRate: 0, batchSize: NaN, epochs: 0, encoderStrides: [] })
    expect(wrong).toEqual({
      learningRate: 'needed: a number, above 0, up to 1',
      batchSize: 'needed: a whole number, 1 to 512',
      epochs: 'needed: a whole number, 1 to 100000',
      encoderStrides: 'needed: 1 to 6 whole numbers, each 1 to 4; or none',
    })
  })
  it('refuses more layers than the patch size can be halved', () => {
    expect(misfits({ ...demoConfig, size: 60 })).toEqual({
      encoderFilters: '3 layers need a multiple of 8 px; the patches have 60',
      decoderFilters: '3 layers need a multiple of 8 px; the patches have 60',
    })
  })
  it('refuses strides that do not match the filters, at the strides', () => {
    expect(misfits({ ...demoConfig, encoderStrides: [2, 2] })).toEqual({
      encoderStrides: 'one for each of 3 filters is needed, not 2',
    })
  })
  it('names a setting for each architecture, and beside runs of several by all its names', () => {
    expect(settingAbout('encoderFilters', 'flow').label).toBe('channels')
    expect(settingAmong('encoderFilters', ['flow', 'flow']).label).toBe('channels')
    expect(settingAmong('encoderFilters', ['paper', 'flow', 'spatial'])).toEqual({
      label: 'encoder filters / channels',
      hint: 'one convolution each / at each resolution, the finest first',
    })
    expect(settingAmong('epochs', ['paper', 'flow'])).toEqual(settingTable.epochs)
  })
  it('knows which settings have no effect, and why', () => {
    const spatial = { ...demoConfig, architecture: 'spatial' } as const
    const ofFlow = [
      ...['octaves', 'octaveFilters', 'wavelets', 'octaveCrop'],
      ...[
        'blocks',
        'embedding',
        'timeModulation',
        'conditions',
        'observation',
        'polarisation',
        'startShare',
        'averaging',
      ],
    ]
    const idle = (config: TrainingConfig) => names.filter((name) => whyIdle(config, name) !== null)
    expect(idle(demoConfig)).toEqual([...ofFlow, 'decayEpochs', 'decayFloor'])
    expect(idle({ ...demoConfig, learningRateDecay: 'cosine' })).toEqual(ofFlow)
    expect(idle({ ...spatial, learningRateDecay: 'exponential' })).toEqual([
      'denseWidth',
      'batchNormOrder',
      'batchNormMomentum',
      ...ofFlow,
    ])
    expect(whyIdle(spatial, 'batchNormOrder')).toBe('spatial has no batch normalisation')
    expect(idle({ ...demoConfig, learningRateDecay: 'cosine', klWeight: 0 })).toEqual([
      ...ofFlow,
      'klWarmUpEpochs',
      'freeBits',
    ])
    expect(idle(presets.flow)).toEqual([
      ...['latentDimension', 'encoderStrides', 'decoderFilters', 'decoderStrides', 'kernel', 'denseWidth'],
      ...['batchNormOrder', 'batchNormMomentum', 'polarisation'],
      ...['likelihoodWidth', 'likelihoodNoise', 'klWeight', 'klWarmUpEpochs', 'freeBits'],
    ])
    expect(whyIdle({ ...presets.flow, octaves: 0 }, 'octaveCrop')).toBe('there are no octaves')
    expect(whyIdle(presets.flow, 'octaveCrop')).toBeNull()
    expect(whyIdle(presets.flow, 'polarisation')).toBe('only patches of I, Q and U have fractions')
    expect(whyIdle({ ...presets.flow, channels: 3 }, 'polarisation')).toBeNull()
    expect(whyIdle(presets.flow, 'klWeight')).toBe('a flow’s loss has no KL')
  })
  it('refuses octaves that the patches cannot be halved for, in words', () => {
    expect(misfits({ ...presets.flow, octaves: 4, encoderFilters: [8, 8, 8, 8] })).toEqual({
      octaves: '4 of them and 4 resolutions need a multiple of 128 px; the patches have 64',
    })
  })
  it('gives a flow as many latents as its patches have values, and an autoencoder its own again', () => {
    const qu = { ...demoConfig, channels: 2, likelihoodNoise: 'maps' as const }
    const flow = withSetting(qu, qu, 'architecture', 'flow')
    expect(flow.latentDimension).toBe(2 * 64 ** 2)
    expect(misfits(flow)).toEqual({})
    expect(withSetting(flow, qu, 'architecture', 'paper')).toEqual(qu)
    const conditioned = withSetting(presets.flow, presets.flow, 'conditions', 'mean, std')
    expect(settingText(conditioned, 'conditions')).toBe('mean, std')
    const paper = withSetting(conditioned, presets.flow, 'architecture', 'paper')
    expect(paper).toMatchObject({ latentDimension: 256, conditions: [] })
    expect(misfits(paper)).toEqual({})
  })
  it('refuses more resolutions of a flow than its patches can be halved, and no strides', () => {
    const flow = { ...presets.flow, octaves: 0, encoderFilters: [8, 8, 8] }
    expect(misfits({ ...flow, size: 50, latentDimension: 2500 })).toEqual({
      encoderFilters: '3 resolutions need a multiple of 4 px; the patches have 50',
    })
    expect(misfits({ ...presets.flow, encoderStrides: [3] })).toEqual({})
  })
  it('describes the channels of a flow as such', () => {
    expect(settingAbout('encoderFilters', 'flow')).toMatchObject({ label: 'channels' })
    expect(settingAbout('encoderFilters', 'spatial')).toBe(settingTable.encoderFilters)
    expect(settingAbout('seed', 'flow')).toBe(settingTable.seed)
  })
  it('resets an invalid setting that no longer has an effect, so that it cannot block the start unseen', () => {
    const falling = withSetting(demoConfig, demoConfig, 'learningRateDecay', 'cosine')
    const typed = withSetting(withSetting(falling, demoConfig, 'decayEpochs', 'soon'), demoConfig, 'decayFloor', '0.5')
    const level = withSetting(typed, demoConfig, 'learningRateDecay', 'none')
    expect(level).toEqual({ ...demoConfig, decayFloor: 0.5 })
  })
  it('compares with the preset by value, not by notation', () => {
    expect(sameSetting({ ...demoConfig, encoderFilters: [64, 32, 16] }, demoConfig, 'encoderFilters')).toBe(true)
    expect(sameSetting({ ...demoConfig, gradientClip: 1 }, demoConfig, 'gradientClip')).toBe(false)
  })
  it.each([
    ['likelihoodWidth', { likelihoodWidth: 'learned' }, 'learned'],
    ['likelihoodWidth', {}, 'sum of squares'],
    ['encoderStrides', {}, '2 each'],
    ['encoderStrides', { encoderStrides: [2, 1] }, '2, 1'],
    ['earlyStopEpochs', {}, 'never'],
    ['learningRate', { learningRate: 0.0001 }, '1.00\u202f×\u202f10⁻⁴'],
    ['learningRate', {}, '0.001'],
    ['klWeight', { klWeight: 0.25 }, '0.25'],
    ['augment', {}, 'yes'],
  ] as [SettingName, Partial<TrainingConfig>, string][])('shows %s of %j as %s', (name, changes, text) => {
    expect(settingText({ ...demoConfig, ...changes }, name)).toBe(text)
  })
})
