import { fitToPatches, latentMisfit } from '../../../src-shared/model/latent-shape.ts'
import { readSetting, settingForms, settingMisfit, writeSetting } from '../../../src-shared/model/training-settings.ts'
import { resolutionMisfit, strideMisfit } from '../../../src-shared/model/layer-strides.ts'
import { octaveMisfit } from '../../../src-shared/model/octaves.ts'
import { fractionsMisfit } from '../../../src-shared/model/polarisation.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import type { SettingName as AnySetting } from '../../../src-shared/model/training-settings.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { formatNumber } from '../../../src-shared/text/format.ts'
import { settingTable } from './setting-table.ts'
import type { SettingName, SettingText } from './setting-table.ts'

/** Settings that only autoencoders have, and why. */
const notOfFlow: Partial<Record<SettingName, string>> = {
  latentDimension: 'a flow has as many as a patch has values',
  encoderStrides: 'a flow halves its resolution each time',
  decoderFilters: 'a flow has no decoder',
  decoderStrides: 'a flow has no decoder',
  kernel: 'a flow’s kernels have 3 px',
  denseWidth: 'a flow has no such layer',
  batchNormOrder: 'a flow has no batch normalisation',
  batchNormMomentum: 'a flow has no batch normalisation',
  likelihoodWidth: 'a flow’s loss has no likelihood',
  likelihoodNoise: 'a flow’s loss has no likelihood: it learns patches with their noise',
  klWeight: 'a flow’s loss has no KL',
  klWarmUpEpochs: 'a flow’s loss has no KL',
  freeBits: 'a flow’s loss has no KL',
}

/** Why a setting has no effect in a configuration; null if it has one. */
export function whyIdle(config: TrainingConfig, name: SettingName): string | null {
  // The form of a prior shows only what a coupling flow has.
  if (config.architecture === 'coupling') return null
  if (config.architecture === 'flow' && notOfFlow[name]) return notOfFlow[name]
  switch (name) {
    case 'octaveFilters':
    case 'octaveCrop':
    case 'wavelets':
      if (config.architecture === 'flow') return config.octaves > 0 ? null : 'there are no octaves'
      return 'only a flow has it'
    case 'polarisation':
      if (config.architecture === 'flow')
        return config.channels === 3 ? null : 'only patches of I, Q and U have fractions'
      return 'only a flow has it'
    case 'octaves':
    case 'blocks':
    case 'embedding':
    case 'timeModulation':
    case 'conditions':
    case 'observation':
    case 'startShare':
    case 'averaging':
      return config.architecture === 'flow' ? null : 'only a flow has it'
    case 'denseWidth':
      return config.architecture === 'spatial' ? 'spatial has no dense layer' : null
    case 'batchNormOrder':
    case 'batchNormMomentum':
      return config.architecture === 'spatial' ? 'spatial has no batch normalisation' : null
    case 'klWarmUpEpochs':
    case 'freeBits':
      return config.klWeight === 0 ? 'the KL weight is 0' : null
    case 'decayEpochs':
    case 'decayFloor':
      return config.learningRateDecay === 'none' ? 'there is no learning-rate decay' : null
    default:
      return null
  }
}

/** Whether two configurations agree in a setting. */
export const sameSetting = (a: TrainingConfig, b: TrainingConfig, name: SettingName) =>
  writeSetting(a[name]) === writeSetting(b[name])

/** A setting as text for display. */
export function settingText(config: TrainingConfig, name: SettingName): string {
  const value = config[name]
  if (value === null) return (settingTable[name] as SettingText).empty ?? 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.join(', ') || 'none'
  if (typeof value === 'string' || Number.isInteger(value)) return String(value)
  return formatNumber(value, 3)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}

/** A setting as text in its field: lists separated by commas, empty for no value or NaN. */
export function toField(config: TrainingConfig, name: SettingName): string {
  const value = config[name]
  if (value === null || Number.isNaN(value)) return ''
  return Array.isArray(value) ? value.join(', ') : writeSetting(value)
}

/** The configuration with a setting as typed; invalid settings that no longer have an effect are reset to `base`. */
export function withSetting(config: TrainingConfig, base: TrainingConfig, name: SettingName, text: string) {
  const changed = suited({ ...config, [name]: readSetting(name, text) }, config, base)
  for (const other of Object.keys(settingTable) as SettingName[]) {
    if (whyIdle(changed, other) !== null && settingMisfit(other, changed[other]) !== null)
      Object.assign(changed, { [other]: base[other] })
  }
  return changed
}

/** A configuration with as many latents as its architecture has, its octaves, conditions and noise, if that became a flow or was one. */
function suited(config: TrainingConfig, before: TrainingConfig, base: TrainingConfig): TrainingConfig {
  if (config.architecture === before.architecture) return config
  if (config.architecture === 'flow') return fitToPatches(config, config)
  if (before.architecture !== 'flow') return config
  return {
    ...config,
    conditions: [],
    octaves: 0,
    likelihoodNoise: base.likelihoodNoise,
    latentDimension: (base.architecture === 'flow' ? presets.paper : base).latentDimension,
  }
}

/** The errors of a configuration, by setting. */
export function misfits(config: TrainingConfig): Partial<Record<AnySetting, string>> {
  const wrong: Partial<Record<AnySetting, string>> = {}
  for (const name of Object.keys(settingForms) as AnySetting[]) {
    const misfit = settingMisfit(name, config[name])
    if (misfit) wrong[name] = misfit
  }
  for (const misfit of layerMisfits(config)) {
    if (misfit && !wrong[misfit.field]) wrong[misfit.field] = misfit.reason
  }
  const misfit = latentMisfit(config)
  if (misfit && Object.keys(wrong).length === 0) wrong[misfit.field] = misfit.reason
  return wrong
}

function layerMisfits(config: TrainingConfig) {
  if (config.architecture === 'coupling') return []
  return config.architecture === 'flow'
    ? [resolutionMisfit(config), octaveMisfit(config), fractionsMisfit(config)]
    : [strideMisfit(config, 'encoder'), strideMisfit(config, 'decoder')]
}
