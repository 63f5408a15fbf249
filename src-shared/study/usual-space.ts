import { isAutoencoder } from '../model/autoencoder.ts'
import type { TrainingConfig } from '../model/configuration.ts'
import { writeSetting } from '../model/training-settings.ts'
import { paperSpace, type SearchParameter } from './search-space.ts'

/** Layers of half, the same, and twice as many filters, as text. */
const widths = (filters: readonly number[]) =>
  [0.5, 1, 2].map((factor) => writeSetting(filters.map((count) => Math.max(1, Math.round(factor * count)))))

const rate: SearchParameter = { kind: 'float', name: 'learningRate', low: 1e-4, high: 1e-2, log: true }
const batch: SearchParameter = { kind: 'categorical', name: 'batchSize', choices: [8, 16, 32, 64], ordered: true }
/** Decay of the mean of the weights that draws and evaluations use. */
const averaging: SearchParameter = {
  kind: 'categorical',
  name: 'averaging',
  choices: [0.99, 0.999, 0.9997],
  ordered: true,
}

/**
 * The search space for a model if none is given: the paper's for an autoencoder; for a flow the learning rate, the size of
 * its networks, the batch, and the decay of the mean of its weights.
 */
export function usualSpace(base: TrainingConfig): SearchParameter[] {
  if (isAutoencoder(base)) return structuredClone(paperSpace)
  if (base.architecture === 'coupling') {
    const layers: SearchParameter = { kind: 'int', name: 'blocks', low: 4, high: 12, step: 2 }
    const width: SearchParameter = { kind: 'categorical', name: 'denseWidth', choices: [128, 256, 512], ordered: true }
    return [rate, layers, width, batch, averaging]
  }
  const filters: SearchParameter = {
    ...{ kind: 'categorical', name: 'encoderFilters', choices: widths(base.encoderFilters), ordered: true },
  }
  const octaves: SearchParameter = {
    ...{ kind: 'categorical', name: 'octaveFilters', choices: widths(base.octaveFilters), ordered: true },
  }
  const blocks: SearchParameter = { kind: 'int', name: 'blocks', low: 1, high: base.size === 1 ? 6 : 3 }
  const embedding: SearchParameter = { kind: 'categorical', name: 'embedding', choices: [64, 128, 256], ordered: true }
  return [rate, filters, ...(base.octaves > 0 ? [octaves] : []), blocks, embedding, batch, averaging]
}
