import { architectureSchema, latentMisfit, trainingConfigSchema } from '../../../src-preload/contract/index.ts'
import type { TrainingConfig } from '../../../src-preload/contract/index.ts'
import { formatNumber } from '../../format.ts'

/** The settings of a training in the order of the form, with their names. */
export const settingNames = {
  architecture: 'architecture',
  latentDimension: 'latent dimension',
  encoderFilters: 'encoder filters',
  decoderFilters: 'decoder filters',
  kernel: 'kernel',
  denseWidth: 'dense width',
  batchNormMomentum: 'batch norm momentum',
  likelihoodWidth: 'likelihood width',
  learningRate: 'learning rate',
  beta1: 'Adam β₁',
  batchSize: 'batch size',
  augment: 'flips and turns',
  seed: 'seed',
} as const satisfies Partial<Record<keyof TrainingConfig, string>>

export type SettingName = keyof typeof settingNames

const paperOnly: readonly SettingName[] = ['denseWidth', 'batchNormMomentum']

/** Whether an architecture has a setting at all. */
export const hasSetting = ({ architecture }: Pick<TrainingConfig, 'architecture'>, name: SettingName) =>
  architecture === 'paper' || !paperOnly.includes(name)

/** What a setting does, in one line. */
export const settingHints: Record<SettingName, string> = {
  architecture: 'dense latents as the paper, or a map of latents',
  latentDimension: 'numbers that describe one patch; the paper takes 256',
  encoderFilters: 'one stride-2 convolution each',
  decoderFilters: 'one stride-2 transposed convolution each',
  kernel: 'pixels on a side',
  denseWidth: 'between convolutions and latents',
  batchNormMomentum: '0 to 1',
  likelihoodWidth: 'a number in standardised units, “learned”, or empty: the paper’s sum of squares',
  learningRate: 'of Adam; the paper takes 1e-4',
  beta1: '0 to below 1',
  batchSize: 'patches a step',
  augment: 'of the training patches',
  seed: 'same seed, same weights',
}

/** A setting as the window shows it. */
export function settingText(value: TrainingConfig[SettingName]): string {
  if (value === null) return 'sum of squares'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value === 'string') return value
  return Number.isInteger(value)
    ? String(value)
    : formatNumber(value, 3)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '')
}

/** A setting as it stands in its field, and back. Text that is no number becomes NaN, which the schema refuses. */
export const toField = (value: TrainingConfig[SettingName]) =>
  value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value)

export function fromField(name: SettingName, text: string): TrainingConfig[SettingName] {
  const trimmed = text.trim()
  if (name === 'encoderFilters' || name === 'decoderFilters') return trimmed.split(/[\s,]+/).map(Number)
  if (name === 'architecture') return architectureSchema.parse(trimmed)
  if (name === 'likelihoodWidth' && trimmed === '') return null
  if (name === 'likelihoodWidth' && trimmed === 'learned') return trimmed
  return trimmed === '' ? NaN : Number(trimmed)
}

/** What is wrong with a configuration, by field; `size` where patch size and strides do not fit. */
export function misfits(config: TrainingConfig): Partial<Record<keyof TrainingConfig, string>> {
  const wrong: Partial<Record<keyof TrainingConfig, string>> = {}
  const parsed = trainingConfigSchema.safeParse(config)
  for (const issue of parsed.error?.issues ?? []) {
    const name = issue.path[0] as keyof TrainingConfig
    wrong[name] ??= issue.message.replace(
      /^Invalid input: expected number, received (NaN|string)$/,
      'a number is needed',
    )
  }
  for (const [name, filters] of [
    ['encoderFilters', config.encoderFilters],
    ['decoderFilters', config.decoderFilters],
  ] as const) {
    const stride = 2 ** filters.length
    if (!wrong[name] && config.size % stride !== 0) {
      wrong[name] = `${filters.length} layers need a multiple of ${stride} px; the patches have ${config.size}`
    }
  }
  const misfit = latentMisfit(config)
  if (misfit && Object.keys(wrong).length === 0) wrong[misfit.name] = misfit.reason
  return wrong
}
