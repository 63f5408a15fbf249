import { hasResult, isBetter } from '../../../../src-shared/study/best-trial.ts'
import type { Study, Trial } from '../../../../src-preload/contract/index.ts'

type Direction = Study['direction']

/** A trial's value, or that of the last epoch of a running one; null if there is none yet. */
export const shownValue = ({ value, state, intermediate }: Trial): number | null =>
  value ?? (state === 'running' || state === 'interrupted' ? (intermediate.at(-1)?.value ?? null) : null)

const complete = (trials: readonly Trial[]) => trials.filter(hasResult)

/** The best value so far at each trial where it changes, and at the last trial: a step line. */
export function bestSoFar(trials: readonly Trial[], direction: Direction): { x: number[]; y: number[] } {
  const [x, y] = [[] as number[], [] as number[]]
  for (const { number, value } of complete(trials)) {
    const last = y.at(-1)
    if (last !== undefined && !isBetter(direction, value, last)) continue
    if (last !== undefined) {
      x.push(number)
      y.push(last)
    }
    x.push(number)
    y.push(value)
  }
  const end = trials.at(-1)?.number
  if (end !== undefined && x.length > 0 && end > x.at(-1)!) {
    x.push(end)
    y.push(y.at(-1)!)
  }
  return { x, y }
}

/** The best complete trials, up to this number, best first. */
export const topTrials = (trials: readonly Trial[], count: number, direction: Direction) =>
  complete(trials)
    .sort((a, b) => (isBetter(direction, a.value, b.value) ? -1 : isBetter(direction, b.value, a.value) ? 1 : 0))
    .slice(0, count)
