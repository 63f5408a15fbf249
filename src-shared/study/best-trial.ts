import type { Direction } from './specification.ts'

/** Whether one value is better than another. */
export const isBetter = (direction: Direction, a: number, b: number): boolean =>
  direction === 'minimise' ? a < b : a > b

interface Valued {
  state: string
  value: number | null
}

/** Whether a trial is complete and has a value. */
export const hasResult = <T extends Valued>(trial: T): trial is T & { value: number } =>
  trial.state === 'complete' && trial.value !== null

/** The complete trial with the best value, the first of equals; null if there is none. */
export const bestTrial = <T extends Valued>(
  direction: Direction,
  trials: readonly T[],
): (T & { value: number }) | null =>
  trials
    .filter(hasResult)
    .reduce<(T & { value: number }) | null>(
      (best, trial) => (best === null || isBetter(direction, trial.value, best.value) ? trial : best),
      null,
    )
