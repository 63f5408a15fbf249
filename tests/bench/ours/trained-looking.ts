import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import type { WeightEntry } from '../../../src-main/engine/model/weight-table.ts'
import type { Weights } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'

/** Initial kernels, with biases and batch normalisation moved away from 0 and 1, as in a trained model. */
export function trainedLooking(entries: readonly WeightEntry[]): Weights {
  const weights = initialWeights(entries, 0)
  for (const [i, { shape, values }] of Object.values(weights).entries()) {
    if (shape.length > 1) continue
    const noise = fillNormal(new Float32Array(values.length), randomStream(3, i))
    values.forEach((value, j) => (values[j] = value + 0.1 * noise[j]))
  }
  return weights
}
