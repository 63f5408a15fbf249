import { writeSetting } from '../../../../src-shared/model/training-settings.ts'
import type { Run } from '../../../../src-preload/contract/index.ts'
import { sameSetting, whyIdle } from '../../configuration/setting-fields.ts'
import { settingNames } from '../../configuration/setting-table.ts'
import type { SettingName } from '../../configuration/setting-table.ts'

/** More would not fit side by side, nor be distinguishable by colour. */
export const mostCompared = 8

export const compareAddress = (ids: readonly string[]) => `/runs/compare?ids=${ids.join(',')}`

/** The settings that differ between runs and those that are identical, in the order of the form. */
export function settingDifferences(runs: readonly Run[]): { differing: SettingName[]; same: SettingName[] } {
  const names = settingNames.filter((name) => runs.some(({ config }) => whyIdle(config, name) === null))
  const differs = (name: SettingName) => runs.some(({ config }) => !sameSetting(config, runs[0].config, name))
  return { differing: names.filter(differs), same: names.filter((name) => !differs(name)) }
}

/** The values of a setting that are rarer than its most common one: what stands out. */
export function isUnusual(runs: readonly Run[], name: SettingName, run: Run): boolean {
  const counts = new Map<string, number>()
  for (const { config } of runs) {
    const text = writeSetting(config[name])
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts.get(writeSetting(run.config[name]))! < Math.max(...counts.values())
}
