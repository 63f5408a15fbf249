import { settingForms, writeSetting } from '../../../../src-shared/model/training-settings.ts'
import type { Run } from '../../../../src-preload/contract/index.ts'
import type { SettingName } from '../../../../src-shared/model/training-settings.ts'

/** What the table of runs is narrowed down to. */
export interface RunFilter {
  /** All of these must hold: words of name, dataset, state, tags or note, `#tag`, or comparisons as `epochs>=50`. */
  words: string
  starred: boolean
  /** Also archived runs. */
  archived: boolean
}

type Value = string | number | null
const results: Record<string, (run: Run) => Value> = {
  epoch: ({ epoch }) => epoch,
  best: (run) => run.bestValidationNegativeElbo,
  parameters: ({ parameters }) => parameters,
}
const settings = new Map((Object.keys(settingForms) as SettingName[]).map((name) => [name.toLowerCase(), name]))

/** What a name on the left of a comparison stands for; null for nothing. */
function valueOf(name: string): ((run: Run) => Value) | null {
  const setting = settings.get(name.toLowerCase())
  if (!setting) return results[name.toLowerCase()] ?? null
  return ({ config }) => (typeof config[setting] === 'number' ? config[setting] : writeSetting(config[setting]))
}

const tests: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}
const comparison = /^([a-z]\w*)(<=|>=|!=|=|<|>)(.+)$/i
const termsOf = (words: string) => words.split(/\s+/).filter(Boolean)

function holds(term: string, run: Run): boolean {
  const [, name, sign, wanted] = comparison.exec(term) ?? []
  const value = name ? valueOf(name)?.(run) : undefined
  if (value !== undefined) {
    if (sign in tests) return typeof value === 'number' && tests[sign](value, Number(wanted))
    const same = typeof value === 'number' ? value === Number(wanted) : String(value ?? 'none') === wanted
    return sign === '=' ? same : !same
  }
  if (term.startsWith('#')) return run.tags.some((tag) => tag.toLowerCase() === term.slice(1).toLowerCase())
  const text = [run.name, run.id, run.datasetName, run.state, run.config.preset, ...run.tags, run.note].join('\n')
  return text.toLowerCase().includes(term.toLowerCase())
}

/** The runs that a filter leaves, in their order. */
export function filterRuns(runs: readonly Run[], { words, starred, archived }: RunFilter): Run[] {
  const terms = termsOf(words)
  const listed = (run: Run) => (archived || !run.archived) && (run.starred || !starred)
  return runs.filter((run) => listed(run) && terms.every((term) => holds(term, run)))
}

/** The first comparison whose name stands for nothing; null if all are understood. */
export function misread(words: string): string | null {
  for (const term of termsOf(words)) {
    const [, name] = comparison.exec(term) ?? []
    if (name && !valueOf(name)) return name
  }
  return null
}
