import { nextUint32 } from './xoshiro128.ts'
import type { RandomState } from './xoshiro128.ts'

/** A number uniform in [0, 1), with 53 random bits. */
export function uniform(state: RandomState): number {
  const high = nextUint32(state) >>> 5
  const low = nextUint32(state) >>> 6
  return (high * 67108864 + low) / 9007199254740992
}

/** An integer uniform in [0, below); `below` at most 2^32. Rejection keeps it free of bias. */
export function integerBelow(state: RandomState, below: number): number {
  const limit = 4294967296 - (4294967296 % below)
  let bits = nextUint32(state)
  while (bits >= limit) bits = nextUint32(state)
  return bits % below
}

/**
 * A draw from N(0, 1): the cosine branch of Box and Muller, with two uniforms per draw, so that the state holds no
 * hidden spare.
 */
export function normal(state: RandomState): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(state)))
  return radius * Math.cos(2 * Math.PI * uniform(state))
}
