import { z } from 'zod'
import type { TrainingConfig } from '../model/configuration.ts'
import { readSetting, settingForms, writeSetting, type SettingName } from '../model/training-settings.ts'

/**
 * Settings that a search does not vary: those that determine which data are seen, for how long and how often they are
 * evaluated, and what a flow is told of them; and those that give losses another meaning: the likelihood's width, a flow's
 * share of times at its start, its octaves and wavelets, and what it makes of polarisation.
 */
const fixedSettings: readonly SettingName[] = [
  'preset',
  'space',
  'size',
  'channels',
  'standardised',
  'likelihoodWidth',
  'conditions',
  'startShare',
  'octaves',
  'octaveCrop',
  'wavelets',
  'polarisation',
  'epochs',
  'validationSamples',
  'testEvery',
  'checkpointEvery',
  'seed',
]

/** Settings that a search may vary. */
export const searchableSettings = (Object.keys(settingForms) as SettingName[]).filter(
  (name) => !fixedSettings.includes(name),
)

/** A value of a parameter; lists and "none" as text: "64,32,16". */
export const parameterValueSchema = z.union([z.number(), z.string(), z.boolean()])
export type ParameterValue = z.infer<typeof parameterValueSchema>

const named = {
  /** The setting that it varies. */
  name: z.enum(searchableSettings as [SettingName, ...SettingName[]]),
  /** Active only if a parameter listed before it has one of these values. */
  when: z.object({ parameter: z.string(), values: z.array(parameterValueSchema).min(1) }).optional(),
}
const bounds = { low: z.number(), high: z.number(), log: z.boolean().optional(), step: z.number().gt(0).optional() }

/** One dimension of a search: a range of numbers, even or logarithmic, or some choices. */
export const searchParameterSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('float'), ...named, ...bounds }),
  z.object({ kind: z.literal('int'), ...named, ...bounds }),
  z.object({
    kind: z.literal('categorical'),
    ...named,
    choices: z.array(parameterValueSchema).min(1).max(64),
    /** The choices are ordered, such as batch sizes 8, 16, 32. */
    ordered: z.boolean().optional(),
  }),
])
export type SearchParameter = z.infer<typeof searchParameterSchema>

export const searchSpaceSchema = z.array(searchParameterSchema).min(1).max(20)

/** Values by parameter, without inactive ones. */
export const trialParamsSchema = z.record(z.string(), parameterValueSchema)
export type TrialParams = z.infer<typeof trialParamsSchema>

/** What the paper searched over (Sec. 4.2): latent dimension, kernel, batch size, learning rate. */
export const paperSpace: SearchParameter[] = [
  { kind: 'float', name: 'learningRate', low: 1e-5, high: 1e-2, log: true },
  { kind: 'int', name: 'latentDimension', low: 16, high: 512, log: true },
  { kind: 'categorical', name: 'kernel', choices: [3, 4, 5], ordered: true },
  { kind: 'categorical', name: 'batchSize', choices: [4, 8, 16, 32], ordered: true },
]

/** A setting's value as a parameter's. */
export const settingAsParameter = (value: TrainingConfig[SettingName]): ParameterValue =>
  value === null || Array.isArray(value) ? writeSetting(value) : value

/** A configuration with a trial's parameters set. */
export const withParams = (base: TrainingConfig, params: TrialParams): TrainingConfig => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? readSetting(name as SettingName, value) : value,
    ]),
  ),
})
