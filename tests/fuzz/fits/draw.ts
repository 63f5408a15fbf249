import { integerBelow, seedRandom, uniform } from '../../../src-shared/random/index.ts'

/** Random choices of one case: the same seed makes the same choices. */
export interface Draw {
  /** an integer in [0, limit), 0 if there is none */
  below(limit: number): number
  pick<T>(choices: readonly T[]): T
  chance(probability: number): boolean
  /** 1, half as often 2, half as often 3, ... */
  few(most: number): number
}

export function drawFrom(seed: number): Draw {
  const state = seedRandom(seed)
  const below = (limit: number) => (limit > 1 ? integerBelow(state, limit) : 0)
  const chance = (probability: number) => uniform(state) < probability
  return {
    below,
    chance,
    pick: (choices) => choices[below(choices.length)],
    few(most) {
      let count = 1
      while (count < most && chance(0.5)) count++
      return count
    },
  }
}
