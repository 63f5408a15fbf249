import type { Trial } from '../../../../src-preload/contract/index.ts'

export interface Curve {
  trial: Trial
  x: number[]
  y: number[]
  /** Smallest and largest of each. */
  extent: Record<'x' | 'y', readonly [number, number]>
}
const made = new WeakMap<Trial, Curve>()

const extent = (values: readonly number[]): readonly [number, number] => [
  values.reduce((low, value) => Math.min(low, value), Infinity),
  values.reduce((high, value) => Math.max(high, value), -Infinity),
]

/** A trial's metric by epoch; cached per trial, so that a new epoch of one leaves the others' curves alone. */
export function curveOf(trial: Trial): Curve {
  const known = made.get(trial)
  if (known) return known
  const { intermediate } = trial
  const [x, y] = [intermediate.map(({ epoch }) => epoch), intermediate.map(({ value }) => value)]
  const curve = { trial, x, y, extent: { x: extent(x), y: extent(y) } }
  made.set(trial, curve)
  return curve
}
