import type { Trial } from '../../../../src-preload/contract/index.ts'
import type { Scale } from './scales.ts'

/** Brushed ranges by the key of the axis: lower to higher number. */
export type Brushes = ReadonlyMap<string, readonly [number, number]>

/** The brushes with the one of an axis replaced; null removes it. */
export function withBrush(brushes: Brushes, key: string, stretch: readonly [number, number] | null): Brushes {
  const next = new Map(brushes)
  if (stretch === null) next.delete(key)
  else next.set(key, stretch[0] <= stretch[1] ? stretch : [stretch[1], stretch[0]])
  return next
}

/** The trials within every brush. A trial without the parameter is never within its brush. */
export function brushed(trials: readonly Trial[], scales: readonly Scale[], brushes: Brushes): Trial[] {
  const tests = scales.flatMap(({ key, at }) => {
    const stretch = brushes.get(key)
    return stretch ? [(trial: Trial) => at(trial) >= stretch[0] && at(trial) <= stretch[1]] : []
  })
  return trials.filter((trial) => tests.every((holds) => holds(trial)))
}
