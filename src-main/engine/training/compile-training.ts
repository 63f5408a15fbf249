import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { Weights } from '../runtime/graph.ts'
import { compileAutoencoder } from './autoencoder-program.ts'
import { compileFlow } from './flow-program.ts'
import type { TrainingProgram } from './training-program.ts'

/**
 * Compiles the training of a model with these initial weights.
 * @param masked whether batches have masks: without, the graph knows nothing of them
 * @throws EngineError 'graph'
 */
export const compileTraining = (config: TrainingConfig, weights: Weights, masked = false): TrainingProgram =>
  (isAutoencoder(config) ? compileAutoencoder : compileFlow)(config, weights, masked)
