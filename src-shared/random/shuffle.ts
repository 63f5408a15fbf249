import { integerBelow } from './draws.ts'
import type { RandomState } from './xoshiro128.ts'

/** The integers 0 .. count - 1 in random order (Fisher and Yates); advances `state`. */
export function permutation(state: RandomState, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = integerBelow(state, i + 1)
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  return order
}
