import { meanFraction, type Job } from '../../src-preload/contract/jobs.ts'

/** What a progress bar of the system takes: none, and one that only moves. */
const NONE = -1
const UNKNOWN = 2

/** The progress of jobs in the window's button in the task bar or dock; told only when a whole percent changes. */
export function showProgress(set: (value: number) => void): (underWay: readonly Job[]) => void {
  let shown = NONE
  return (underWay) => {
    const fraction = meanFraction(underWay)
    const value = underWay.length === 0 ? NONE : fraction === null ? UNKNOWN : Math.round(100 * fraction) / 100
    if (value === shown) return
    shown = value
    set(value)
  }
}
