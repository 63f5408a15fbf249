import { modelWeights } from '../../../src-main/engine/model/model.ts'
import type { Weights } from '../../../src-main/engine/runtime/graph.ts'
import { elements } from '../../../src-main/engine/runtime/session.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { plainLayers } from './plain-layers.ts'

/** The model of tests/reference/vae-keras.py, which Keras computes in float64. */
export const config: ModelConfig = {
  architecture: 'paper',
  size: 16,
  encoderFilters: [4, 6],
  decoderFilters: [5, 3],
  kernel: 4,
  ...plainLayers,
  denseWidth: 8,
  latentDimension: 3,
  batchNormMomentum: 0.9,
  likelihoodWidth: null,
}
export const batch = 2
export const wave = (count: number, phase: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(0.7 * i + phase))
export const entries = modelWeights(config)
export const weights: Weights = Object.fromEntries(
  entries.map(({ name, shape }, i) => {
    const values = wave(elements(shape), i).map((value) => 0.2 * value)
    return [name, { shape, values: /gamma|moving_variance/.test(name) ? values.map((value) => 1 + value) : values }]
  }),
)
