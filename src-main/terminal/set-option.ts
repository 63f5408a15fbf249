import { trainingConfigSchema, type TrainingConfig } from '../../src-shared/model/configuration.ts'
import {
  formWords,
  readSetting,
  settingForms,
  settingMisfit,
  unknownSetting,
} from '../../src-shared/model/training-settings.ts'
import { UsageError } from './exit-code.ts'

/** The settings of `--set`, a line each, for a command's help. */
export function settingLines(): string[] {
  const forms = Object.entries(settingForms)
  const width = Math.max(...forms.map(([name]) => name.length))
  return forms.map(([name, form]) => `  ${name.padEnd(width)}  ${formWords(form)}`)
}

/**
 * A configuration with some values changed, each given as `name=value`: lists with commas, `none` for null.
 * @throws UsageError for an unknown name, or an invalid value
 */
export function applySettings(config: TrainingConfig, settings: readonly string[]): TrainingConfig {
  const changed: TrainingConfig = { ...config }
  for (const setting of settings) {
    const [, name, text] = /^([A-Za-z0-9]+)=(.*)$/s.exec(setting) ?? []
    const known = trainingConfigSchema.keyof().safeParse(name)
    if (!known.success) {
      throw new UsageError(`--set ${unknownSetting(setting, Object.keys(config), 'name=value')}`)
    }
    const value = readSetting(known.data, text)
    const misfit = settingMisfit(known.data, value)
    if (misfit) throw new UsageError(`--set ${setting}: ${misfit}`)
    Object.assign(changed, { [known.data]: value })
  }
  return changed
}
