import { z } from 'zod'
import { nearestNames } from '../text/nearest-names.ts'
import { architectureSchema, trainingConfigSchema, type TrainingConfig } from './configuration.ts'

/**
 * Settings as text, the same in the window's fields and after the terminal's `--set`: lists are separated by commas;
 * `none` or an empty text means no value. The values that a setting allows come from its schema.
 */
export type SettingName = keyof TrainingConfig
export type SettingValue = TrainingConfig[SettingName]

export interface Range {
  whole: boolean
  /** Lower and upper bound; null for none. */
  low: number | null
  high: number | null
  /** Whether the bound itself is excluded. */
  aboveLow: boolean
  belowHigh: boolean
}

export interface SettingForm {
  kind: 'number' | 'list' | 'names' | 'choice' | 'switch'
  /** Range of the number, or of each number in the list. */
  range: Range | null
  /** The choices, or the words allowed instead of a number. */
  words: readonly string[]
  /** Most numbers or names in a list. */
  length: number
  /** Whether `none` is allowed. */
  optional: boolean
}

/** The subset of JSON Schema that zod uses to describe the configuration. */
interface Described {
  type?: string
  enum?: string[]
  const?: string
  anyOf?: Described[]
  items?: Described
  maxItems?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  exclusiveMaximum?: number
}

function rangeOf({ type, minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Described): Range {
  const high = exclusiveMaximum ?? maximum ?? null
  return {
    whole: type === 'integer',
    low: exclusiveMinimum ?? minimum ?? null,
    high: high === Number.MAX_SAFE_INTEGER ? null : high,
    aboveLow: exclusiveMinimum !== undefined,
    belowHigh: exclusiveMaximum !== undefined,
  }
}

function formOf(described: Described): SettingForm {
  const kinds = (described.anyOf ?? [described]).flatMap((one) => one.anyOf ?? [one])
  const list = kinds.find(({ type }) => type === 'array')
  const number = list?.items ?? kinds.find(({ type }) => type === 'number' || type === 'integer')
  const isNames = list?.items?.type === 'string'
  const isSwitch = kinds.some(({ type }) => type === 'boolean')
  return {
    kind: isNames ? 'names' : list ? 'list' : number ? 'number' : isSwitch ? 'switch' : 'choice',
    range: number && !isNames ? rangeOf(number) : null,
    words: kinds.flatMap((one) => one.enum ?? one.const ?? []),
    length: list?.maxItems ?? 1,
    optional: kinds.some(({ type }) => type === 'null'),
  }
}

const described = z.toJSONSchema(trainingConfigSchema).properties as Record<SettingName, Described>

/** What is trained on patches: a coupling flow is only a kind of prior. */
const ofPatches: readonly string[] = architectureSchema.options.filter((name) => name !== 'coupling')

/** The values that each setting allows. */
export const settingForms = {
  ...(Object.fromEntries(Object.entries(described).map(([name, one]) => [name, formOf(one)])) as Record<
    SettingName,
    SettingForm
  >),
  architecture: { ...formOf(described.architecture), words: ofPatches },
}

/** A range in words: "1 to 512", "above 0, up to 1", "0 to below 1", "0 or more". */
export function rangeWords({ low, high, aboveLow, belowHigh }: Range): string {
  if (low === null) return high === null ? 'any' : `${belowHigh ? 'below' : 'up to'} ${high}`
  if (high === null) return aboveLow ? `above ${low}` : `${low} or more`
  if (aboveLow) return `above ${low}, ${belowHigh ? 'below' : 'up to'} ${high}`
  return `${low} to ${belowHigh ? 'below ' : ''}${high}`
}

/** The allowed values in words: "a whole number, 1 to 512", "a number, above 0; or "learned"; or none". */
export function formWords({ kind, range, words, length, optional }: SettingForm): string {
  const numbers = range?.whole ? 'whole number' : 'number'
  const bounds = range ? rangeWords(range) : ''
  const choices = words.map((word) => `"${word}"`)
  const what = {
    number: [`a ${numbers}, ${bounds}`, ...choices],
    list: [`1 to ${length} ${numbers}s, each ${bounds}`],
    names: [`up to ${length} names; or none`],
    choice: [choices.join(', ')],
    switch: ['true, false'],
  }[kind]
  return [...what, ...(optional ? ['none'] : [])].join('; or ')
}

/** A value as text. */
export const writeSetting = (value: SettingValue): string =>
  value === null || (Array.isArray(value) && value.length === 0)
    ? 'none'
    : Array.isArray(value)
      ? value.join(',')
      : String(value)

/** Parses a setting's value. Text that is none becomes a value that `settingMisfit` rejects. */
export function readSetting(name: SettingName, text: string): SettingValue {
  const { kind, words, optional } = settingForms[name]
  const trimmed = text.trim()
  const number = (word: string) => (word === '' ? NaN : Number(word))
  if (words.includes(trimmed)) return trimmed as SettingValue
  if (optional && (trimmed === '' || trimmed === 'none')) return null
  if (kind === 'names') return trimmed === 'none' ? [] : trimmed.split(/[\s,]+/).filter(Boolean)
  if (kind === 'list') return trimmed.split(/\s*,\s*|\s+/).map(number)
  if (kind === 'switch') return trimmed === 'true' ? true : trimmed === 'false' ? false : NaN
  return number(trimmed)
}

/** What a setting allows, if a value is not allowed; null if it is. */
export const settingMisfit = (name: SettingName, value: SettingValue): string | null =>
  trainingConfigSchema.shape[name].safeParse(value).success ? null : `needed: ${formWords(settingForms[name])}`

/**
 * The message about a word that does not begin with a setting's name: what it may mean, and where all settings are
 * listed.
 */
export function unknownSetting(word: string, names: readonly string[], form: string): string {
  const typed = /^[^=]*/.exec(word)![0]
  if (names.includes(typed)) return `${word}: use ${form}`
  const near = nearestNames(typed, names)
  const last = near.pop()
  const meant = last === undefined ? '' : ` Did you mean ${near.length > 0 ? `${near.join(', ')} or ` : ''}${last}?`
  return `${word}: use ${form}; there is no setting "${typed}".${meant} cirrus train --help lists all settings.`
}
