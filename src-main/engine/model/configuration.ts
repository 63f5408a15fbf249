import type { Preset, TrainingConfig } from '../../../src-preload/contract/runs.ts'
import { EngineError } from '../runtime/errors.ts'

/** What of a training's configuration decides the model's shape. */
export type ModelConfig = Pick<
  TrainingConfig,
  | 'size'
  | 'encoderFilters'
  | 'decoderFilters'
  | 'kernel'
  | 'denseWidth'
  | 'latentDimension'
  | 'batchNormMomentum'
  | 'likelihoodWidth'
>

/** Channels into which the decoder's dense layer is folded (Table 2: 8192 = 16 x 16 x 32). */
export const decoderStartChannels = 32

const paper: TrainingConfig = {
  preset: 'paper',
  size: 256,
  encoderFilters: [256, 128, 64],
  decoderFilters: [128, 64, 32, 16],
  kernel: 4,
  denseWidth: 1024,
  latentDimension: 256,
  batchNormMomentum: 0.9,
  likelihoodWidth: null,
  learningRate: 1e-4,
  beta1: 0.5,
  batchSize: 8,
  epochs: 100,
  augment: true,
  seed: 0,
}

/** `paper` is Tables 1 and 2 and Sec. 2.4; the others are the same model for smaller patches. */
export const presets: Readonly<Record<Preset, TrainingConfig>> = {
  demo: {
    ...paper,
    preset: 'demo',
    size: 64,
    encoderFilters: [32, 32, 32],
    decoderFilters: [64, 32, 16],
    denseWidth: 256,
    latentDimension: 128,
    learningRate: 1e-3,
    epochs: 20,
  },
  '128px': { ...paper, preset: '128px', size: 128, encoderFilters: [64, 64, 64], decoderFilters: [64, 32, 16] },
  paper,
}

/**
 * Checks that the layers fit each other.
 * @throws EngineError 'config'
 */
export function checkModelConfig(config: ModelConfig): void {
  const { size, encoderFilters, decoderFilters } = config
  for (const [name, filters] of [
    ['encoder', encoderFilters],
    ['decoder', decoderFilters],
  ] as const) {
    const stride = 2 ** filters.length
    if (size % stride !== 0) {
      throw new EngineError(
        'config',
        `A patch of ${size} pixels does not fit the ${name}: its ${filters.length} layers halve or double ${filters.length} times, so the size must be a multiple of ${stride}.`,
      )
    }
  }
}
