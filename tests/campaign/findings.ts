import { errorCodes } from '../../src-preload/rpc/errors.ts'

/** What a campaign may find; every one of them is a fault. */
export const faultKinds = {
  crash: 'crashes of the host',
  untyped: 'untyped errors',
  hang: 'calls or jobs without an end',
  memory: 'hosts over memory',
  catalog: 'damaged catalogs',
  'half-written': 'files half-written under their names',
  lost: 'lost results',
  unexplained: 'interruptions without a reason',
  leftover: 'leftovers in the home after a start',
  orphan: 'engines that outlived their host',
  growth: 'memory or handles that grow',
} as const
export type FaultKind = keyof typeof faultKinds

export interface Fault {
  kind: FaultKind
  message: string
}

/** The faults and figures of a campaign. */
export interface Findings {
  fault(kind: FaultKind, message: string): void
  /** A figure for the table: a label with a value. */
  figure(label: string, value: string | number): void
  readonly faults: readonly Fault[]
  /** The table at the end. */
  summary(): string
}

/** @param onFault called once for each different fault */
export function createFindings(onFault: (fault: Fault) => void): Findings {
  const faults: Fault[] = []
  const figures = new Map<string, string | number>()
  const told = new Set<string>()
  const row = (value: string | number, label: string) => `${String(value).padStart(14)}  ${label}`
  return {
    faults,
    fault(kind, message) {
      faults.push({ kind, message })
      const first = `${kind} ${message.split('\n')[0]}`
      if (told.has(first)) return
      told.add(first)
      onFault({ kind, message })
    },
    figure: (label, value) => void figures.set(label, value),
    summary: () =>
      [
        ...[...figures].map(([label, value]) => row(value, label)),
        ...Object.entries(faultKinds).map(([kind, label]) =>
          row(faults.filter((fault) => fault.kind === kind).length, label),
        ),
      ].join('\n'),
  }
}

/** Codes that tell a user nothing: bugs. */
const bugs: readonly string[] = ['internal', 'invalid-result']

/** Whether an error tells a user what happened. */
export const isTyped = (code: string | undefined): boolean =>
  code !== undefined && !bugs.includes(code) && (errorCodes as readonly string[]).concat('interrupted').includes(code)
