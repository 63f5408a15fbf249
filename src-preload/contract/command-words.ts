import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { writeSetting } from '../../src-shared/model/training-settings.ts'
import { shellWord } from '../../src-shared/text/shell-word.ts'

type Word = string | number
export type Options = Record<string, Word | boolean | null>

/** A command as it is typed in a shell. */
export const line = (...words: Word[]) => ['cirrus', ...words].map((word) => shellWord(String(word))).join(' ')

/**
 * Options by the parser's names: `minLatitude` becomes --min-latitude, and true a flag; null and false are left out.
 */
export const options = (values: Options): Word[] =>
  Object.entries(values).flatMap(([name, value]) => {
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    if (value === null || value === false) return []
    return value === true ? [option] : [option, value]
  })

/** A repeated option. */
export const repeated = (option: string, values: readonly string[]): Word[] =>
  values.flatMap((value) => [option, value])

/** `--set` for each setting that differs from the preset; epochs have their own option. */
export const settingsBeyond = (base: TrainingConfig, config: TrainingConfig): Word[] => {
  const names = (Object.keys(config) as (keyof TrainingConfig)[]).filter(
    (name) => name !== 'preset' && name !== 'epochs' && writeSetting(config[name]) !== writeSetting(base[name]),
  )
  return repeated(
    '--set',
    names.map((name) => `${name}=${writeSetting(config[name])}`),
  )
}
