import type { Trial } from '../../../../src-preload/contract/index.ts'

interface Curve {
  trial: Trial
  x: number[]
  y: number[]
}
const made = new WeakMap<Trial, Curve>()

/** A trial's metric by epoch; the same object for the same trial, so that an epoch of one costs nothing of the others. */
export function curveOf(trial: Trial): Curve {
  const known = made.get(trial)
  if (known) return known
  const { intermediate } = trial
  const curve = { trial, x: intermediate.map(({ epoch }) => epoch), y: intermediate.map(({ value }) => value) }
  made.set(trial, curve)
  return curve
}
