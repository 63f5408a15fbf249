import { normal, seedRandom, type RandomState } from '../../../src-shared/random/index.ts'

/**
 * A stream of random numbers identified by integer keys such as (seed, purpose, epoch, step): a step's draws do not
 * depend on earlier draws, so a resumed run draws the same numbers. The keys are mixed into one seed by MurmurHash3's
 * finaliser (Appleby 2011).
 */
export function randomStream(...keys: readonly number[]): RandomState {
  let hash = 0x9e3779b9
  const mix = (value: number) => {
    hash = Math.imul(hash ^ value, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
    return hash >>> 0
  }
  for (const key of keys) {
    mix(key | 0)
    mix(Math.floor(key / 2 ** 32) | 0)
  }
  return seedRandom(mix(1) + (mix(2) >>> 11) * 2 ** 32)
}

/** Fills `target` with standard normal numbers. */
export function fillNormal(target: Float32Array, state: RandomState): Float32Array {
  for (let i = 0; i < target.length; i++) target[i] = normal(state)
  return target
}
