import type { z } from 'zod'
import { searchParameterSchema, searchableSettings, type ParameterValue, type SearchParameter } from './search-space.ts'
import { spaceFaults } from './space-faults.ts'
import { objectiveSchema } from './specification.ts'
import { settingForms, unknownSetting, type SettingName } from '../model/training-settings.ts'

/**
 * Parts of a study as words of a command line, written and read here: `learningRate=1e-5..1e-2:log`,
 * `denseWidth=64..512:step=64`, `kernel=3/4/5`, `klWarmUpEpochs=1..9@klWeight=2/4`; `gp-lcb:beta=2`;
 * `validationLoss:last`.
 */

/** The message about a word that cannot be read. */
export interface Misread {
  misfit: string
}

const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text))

/** Parses a choice by its setting: numbers and switches as such, lists as text. */
export function readValue(name: string, text: string): ParameterValue {
  const form = settingForms[name as SettingName] as (typeof settingForms)[SettingName] | undefined
  if (form?.kind === 'switch' && (text === 'true' || text === 'false')) return text === 'true'
  return form?.kind === 'number' && isNumber(text) ? Number(text) : text
}

const readValues = (name: string, text: string) => text.split('/').map((word) => readValue(name, word))

/** Reads one parameter of a search space. */
export function readParameter(text: string): SearchParameter | Misread {
  const [, name = '', range = '', parent, on] = /^([A-Za-z0-9]+)=([^@]*)(?:@([A-Za-z0-9]+)=(.*))?$/.exec(text) ?? []
  if (!(searchableSettings as string[]).includes(name)) {
    const fixed = name in settingForms ? `${text}: a study does not vary ${name}` : null
    return { misfit: fixed ?? unknownSetting(text, searchableSettings, 'name=low..high or name=a/b/c') }
  }
  const when = parent === undefined ? {} : { when: { parameter: parent, values: readValues(parent, on) } }
  const [, low, high, ...rest] = /^(.+?)\.\.([^:]+)(?::(log))?(?::step=(.+))?$/.exec(range) ?? []
  const [log, step] = rest
  const choices = readValues(name, range)
  const kind = settingForms[name as SettingName].range?.whole ? 'int' : 'float'
  const parsed = searchParameterSchema.safeParse(
    low === undefined
      ? {
          kind: 'categorical',
          name,
          choices,
          ...(choices.every((choice) => typeof choice === 'number') ? { ordered: true } : {}),
          ...when,
        }
      : {
          ...{ kind, name, low: Number(low), high: Number(high) },
          ...(log ? { log: true } : {}),
          ...(step ? { step: Number(step) } : {}),
          ...when,
        },
  )
  // The parameter of the condition may still follow.
  const [fault] = parsed.success ? spaceFaults([{ ...parsed.data, when: undefined }], null) : []
  if (fault) return { misfit: `${text}: ${fault.reason}` }
  if (parsed.success) return parsed.data
  return { misfit: `${text}: a range is low..high, low..high:log or low..high:step=s; choices are a/b/c` }
}

/** The word of a parameter. */
export function writeParameter(parameter: SearchParameter): string {
  const { name, when } = parameter
  const range =
    parameter.kind === 'categorical'
      ? parameter.choices.join('/')
      : `${parameter.low}..${parameter.high}${parameter.log ? ':log' : ''}${parameter.step ? `:step=${parameter.step}` : ''}`
  return `${name}=${range}${when ? `@${when.parameter}=${when.values.join('/')}` : ''}`
}

/** Reads `kind` or `kind:option=value,option=value` by a schema of kinds: for samplers, pruners and executors. */
export function readChoice<T>(schema: z.ZodType<T>, text: string): T | Misread {
  const [, kind = '', rest] = /^([^:]+)(?::(.*))?$/.exec(text) ?? []
  const options = (rest ?? '').split(',').filter(Boolean)
  const entries = options.map((option) => {
    const [name, value = ''] = option.split('=')
    return [name, isNumber(value) ? Number(value) : value]
  })
  const parsed = schema.safeParse({ kind, ...Object.fromEntries(entries) })
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]
  return { misfit: `${text}: ${path.join('.') || 'kind'}: ${message}` }
}

/** The word of such a choice. */
export function writeChoice({ kind, ...options }: { kind: string }): string {
  const said = Object.entries(options).filter(([, value]) => value !== null)
  return said.length === 0 ? kind : `${kind}:${said.map(([name, value]) => `${name}=${value}`).join(',')}`
}

/** Reads `metric`, `metric:best` or `metric:last`. */
export function readObjective(text: string): z.infer<typeof objectiveSchema> | Misread {
  const [metric, epoch] = text.split(':')
  const parsed = objectiveSchema.safeParse({ metric, epoch })
  if (parsed.success) return parsed.data
  const metrics = objectiveSchema.shape.metric.unwrap().options
  return { misfit: `${text}: use one of ${metrics.join(', ')}, with :best or :last` }
}
