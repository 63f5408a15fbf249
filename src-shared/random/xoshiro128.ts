/**
 * State of the generator: four 32-bit words. Plain data, so that a checkpoint can store it and continue the same
 * sequence.
 */
export type RandomState = Uint32Array

/**
 * A generator from one seed. SplitMix32 fills the four words, so that neighbouring seeds give unrelated streams.
 * @param seed any finite number; its integer part modulo 2^53 is used
 */
export function seedRandom(seed: number): RandomState {
  const integer = Math.abs(Math.trunc(seed))
  const low = integer >>> 0
  const high = Math.floor(integer / 4294967296) >>> 0
  const state = new Uint32Array(4)
  let counter = (low ^ Math.imul(high, 0x9e3779b9)) >>> 0
  for (let i = 0; i < 4; i++) {
    counter = (counter + 0x9e3779b9) >>> 0
    let word = counter
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    state[i] = (word ^ (word >>> 15)) >>> 0
  }
  return state
}

/** The next 32 random bits, as an integer in [0, 2^32); advances `state`. xoshiro128** 1.1 (Blackman & Vigna 2018). */
export function nextUint32(state: RandomState): number {
  const product = Math.imul(state[1], 5)
  const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
  const shifted = state[1] << 9
  state[2] ^= state[0]
  state[3] ^= state[1]
  state[1] ^= state[2]
  state[0] ^= state[3]
  state[2] ^= shifted
  state[3] = (state[3] << 11) | (state[3] >>> 21)
  return result
}
