import { fillNormal, randomStream } from '../runtime/random.ts'

// First key, after the seed, of the random streams for draws.
const purpose = 10

/** The noise of draw number `index`: it depends on the seed and the number alone. */
export const noiseOf = (seed: number, index: number, length: number): Float32Array =>
  fillNormal(new Float32Array(length), randomStream(seed, purpose, index))

/** The noise of draws numbered from 0, [count, length]. */
export function noiseOfDraws(count: number, length: number, seed: number): Float32Array {
  const noise = new Float32Array(count * length)
  for (let i = 0; i < count; i++) noise.set(noiseOf(seed, i, length), i * length)
  return noise
}
