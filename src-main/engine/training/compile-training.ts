import type { ArchitectureName, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { Weights } from '../runtime/graph.ts'
import { compileAutoencoder } from './autoencoder-program.ts'
import { compileCoupling } from './coupling-program.ts'
import { compileFlow } from './flow-program.ts'
import type { TrainingProgram } from './training-program.ts'

type Program = (config: TrainingConfig, weights: Weights, masked: boolean) => TrainingProgram

const programs: Readonly<Record<ArchitectureName, Program>> = {
  paper: compileAutoencoder,
  spatial: compileAutoencoder,
  flow: compileFlow,
  coupling: compileCoupling,
}

/**
 * Compiles the training of a model with these initial weights.
 * @param masked whether batches have masks: without, the graph knows nothing of them
 * @throws EngineError 'graph'
 */
export const compileTraining = (config: TrainingConfig, weights: Weights, masked = false): TrainingProgram =>
  programs[config.architecture](config, weights, masked)
