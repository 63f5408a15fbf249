import { counted } from '../../src-shared/text/counted.ts'
import { formatCount } from '../../src-shared/text/format.ts'
import type { CaseResult, Fault } from './outcome.ts'

/** Counts of a campaign. */
export interface Tally {
  add(result: CaseResult): void
  addFault(fault: Fault): void
  readonly faults: Readonly<Record<Fault['kind'], number>>
  /** One line for a campaign that is under way. */
  progress(done: number, count: number, seconds: number): string
  /** The table at the end. */
  summary(done: number, seconds: number): string
}

export function createTally(): Tally {
  let parsed = 0
  const refused = new Map<string, number>()
  const faults = { untyped: 0, hang: 0, crash: 0, memory: 0 }
  const faultText = () =>
    [
      `${formatCount(faults.untyped)} untyped`,
      counted(faults.hang, 'hang'),
      counted(faults.crash, 'crash', 'crashes'),
      `${formatCount(faults.memory)} over memory`,
    ].join(', ')
  const total = () => [...refused.values()].reduce((sum, n) => sum + n, 0)
  return {
    faults,
    add({ outcomes }) {
      const { header, ...others } = outcomes
      const all = Object.values(others)
      if (all.some(({ end }) => end === 'parsed')) parsed++
      else {
        // The reader of everything says best what is wrong.
        const first = [...all, header].find((outcome) => outcome?.end === 'refused')
        if (first?.end !== 'refused') return
        const kind = `${first.code}, ${first.place}`
        refused.set(kind, (refused.get(kind) ?? 0) + 1)
      }
    },
    addFault: ({ kind }) => void faults[kind]++,
    progress(done, count, seconds) {
      const pace = `${formatCount(Math.round((60 * done) / seconds))} a minute`
      return `${formatCount(done)} of ${formatCount(count)} files, ${pace}: ${formatCount(parsed)} read, ${formatCount(total())} refused; ${faultText()}`
    },
    summary(done, seconds) {
      const kinds = [...refused].sort(([, a], [, b]) => b - a)
      const row = (label: string, n: number) => `${formatCount(n).padStart(11)}  ${label}`
      return [
        `${formatCount(done)} changed files in ${Math.round(seconds)} s`,
        row('read', parsed),
        row('refused', total()),
        ...kinds.map(([kind, n]) => `  ${row(kind, n)}`),
        row('untyped errors', faults.untyped),
        row('hangs', faults.hang),
        row('crashes', faults.crash),
        row('over memory', faults.memory),
      ].join('\n')
    },
  }
}
