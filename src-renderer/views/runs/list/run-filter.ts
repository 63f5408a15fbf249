import { comparisonOf, compares, mentions, termsOf } from '../../../../src-shared/text/filter-terms.ts'
import { settingForms, writeSetting } from '../../../../src-shared/model/training-settings.ts'
import type { Run } from '../../../../src-preload/contract/index.ts'
import type { SettingName } from '../../../../src-shared/model/training-settings.ts'

/** The filter of the table of runs. */
export interface RunFilter {
  /**
   * Terms that must all match: words in name, dataset, state, tags or note; `#tag`; or comparisons such as
   * `epochs>=50`.
   */
  words: string
  starred: boolean
  /** Includes archived runs. */
  archived: boolean
}

type Value = string | number | null
const results: Record<string, (run: Run) => Value> = {
  epoch: ({ epoch }) => epoch,
  best: (run) => run.bestValidationLoss,
  parameters: ({ parameters }) => parameters,
}
const settings = new Map((Object.keys(settingForms) as SettingName[]).map((name) => [name.toLowerCase(), name]))

/** The value that the left side of a comparison names; null if unknown. */
function valueOf(name: string): ((run: Run) => Value) | null {
  const setting = settings.get(name.toLowerCase())
  if (!setting) return results[name.toLowerCase()] ?? null
  return ({ config }) => (typeof config[setting] === 'number' ? config[setting] : writeSetting(config[setting]))
}

function holds(term: string, run: Run): boolean {
  const comparison = comparisonOf(term)
  const value = comparison ? valueOf(comparison.name)?.(run) : undefined
  if (comparison && value !== undefined) return compares(comparison, value)
  if (term.startsWith('#')) return run.tags.some((tag) => tag.toLowerCase() === term.slice(1).toLowerCase())
  return mentions(term, [run.name, run.id, run.datasetName, run.state, run.config.preset, ...run.tags, run.note])
}

/** The runs that match a filter, in their order. */
export function filterRuns(runs: readonly Run[], { words, starred, archived }: RunFilter): Run[] {
  const terms = termsOf(words)
  const listed = (run: Run) => (archived || !run.archived) && (run.starred || !starred)
  return runs.filter((run) => listed(run) && terms.every((term) => holds(term, run)))
}

/** The first comparison with an unknown name; null if there is none. */
export function misread(words: string): string | null {
  for (const term of termsOf(words)) {
    const name = comparisonOf(term)?.name
    if (name !== undefined && !valueOf(name)) return name
  }
  return null
}
