/** What one reader did with a file: read it, refused it, or failed in a way that is a fault of ours. */
export type Outcome =
  { end: 'parsed' } | { end: 'refused'; code: string; place: string } | { end: 'untyped'; error: string }

/** The answer of a process to one case. */
export interface CaseResult {
  /** name of the file that was changed */
  source: string
  /** by reader, in the order of reading */
  outcomes: Record<string, Outcome>
}

/** A reader that neither read a file nor refused it, or a process that did not end as it must. */
export interface Fault {
  seed: number
  kind: 'untyped' | 'hang' | 'crash' | 'memory'
  /** the error, or how the process ended */
  message: string
}

/** Faults of the readers in a result. */
export const untypedIn = ({ outcomes }: CaseResult): string[] =>
  Object.entries(outcomes).flatMap(([reader, outcome]) =>
    outcome.end === 'untyped' ? [`${reader}: ${outcome.error}`] : [],
  )
