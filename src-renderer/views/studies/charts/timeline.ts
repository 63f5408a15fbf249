import type { Trial } from '../../../../src-preload/contract/index.ts'

/** A trial in time: milliseconds since 1970, and its row. */
export interface Span {
  trial: Trial
  from: number
  to: number
  slot: number
  /** True if it has not ended. */
  open: boolean
}

/**
 * Trials that have started, each in the lowest row free at its start: as many rows as trials ran at once.
 * @param now the end of trials that are still running
 */
export function timeline(trials: readonly Trial[], now: number): Span[] {
  const begun = trials
    .flatMap((trial) => (trial.startedAt === null ? [] : [{ trial, from: Date.parse(trial.startedAt) }]))
    .sort((a, b) => a.from - b.from || a.trial.number - b.trial.number)
  const freeFrom: number[] = []
  return begun.map(({ trial, from }) => {
    const open = trial.endedAt === null && trial.state === 'running'
    const to = Math.max(from, trial.endedAt === null ? (open ? now : from) : Date.parse(trial.endedAt))
    const free = freeFrom.findIndex((time) => time <= from)
    const slot = free < 0 ? freeFrom.length : free
    freeFrom[slot] = to
    return { trial, from, to, slot, open }
  })
}

/** Milliseconds from start to end; null if it has not ended. */
export const durationOf = ({ startedAt, endedAt }: Trial): number | null =>
  startedAt === null || endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt)
