import { normal, seedRandom, type RandomState } from '../../../src-shared/random/index.ts'

/**
 * A stream of random numbers that is fixed by whole-number keys alone, such as (seed, purpose, epoch, step): what a
 * step draws does not depend on what was drawn before it, so that a resumed run draws the same.
 * The keys are mixed into one seed by MurmurHash3's finaliser (Appleby 2011).
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

/** Standard normal numbers, as many as `target` holds. */
export function fillNormal(target: Float32Array, state: RandomState): Float32Array {
  for (let i = 0; i < target.length; i++) target[i] = normal(state)
  return target
}
