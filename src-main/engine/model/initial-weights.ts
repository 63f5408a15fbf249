import { nextUint32 } from '../../../src-shared/random/index.ts'
import type { Weight } from '../runtime/graph.ts'
import { randomStream } from '../runtime/random.ts'
import { elements } from '../runtime/session.ts'
import type { WeightEntry } from './weight-table.ts'

// First key of the random streams for initial weights.
const purpose = 1

/** Initial weights with Keras's defaults: Glorot uniform kernels, the rest zeros and ones; fixed by the seed. */
export function initialWeights(entries: readonly WeightEntry[], seed: number): Record<string, Weight> {
  return Object.fromEntries(
    entries.map((entry, i) => {
      const values = new Float32Array(elements(entry.shape))
      if (entry.initializer === 'ones') values.fill(1)
      if (entry.initializer === 'glorot_uniform') {
        const limit = glorotLimit(entry.shape)
        const state = randomStream(seed, purpose, i)
        for (let j = 0; j < values.length; j++) values[j] = (nextUint32(state) / 2 ** 31 - 1) * limit
      }
      return [entry.name, { shape: entry.shape, values }]
    }),
  )
}

/**
 * sqrt(6 / (fan in + fan out)) (Glorot & Bengio 2010); the leading axes of a convolution kernel are its receptive
 * field.
 */
export function glorotLimit(shape: readonly number[]): number {
  const field = elements(shape.slice(0, -2))
  const [last, beforeLast] = [shape[shape.length - 1], shape[shape.length - 2]]
  return Math.sqrt(6 / (field * (last + beforeLast)))
}
