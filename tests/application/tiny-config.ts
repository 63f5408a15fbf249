import { trainingConfigSchema, type TrainingConfig } from '../../src-shared/model/configuration.ts'

/** A model small enough for an epoch to take a second. */
export const tinyConfig: TrainingConfig = trainingConfigSchema.parse({
  preset: 'demo',
  architecture: 'paper',
  size: 64,
  encoderFilters: [4, 4, 4],
  decoderFilters: [8, 4, 4],
  kernel: 4,
  denseWidth: 16,
  latentDimension: 8,
  batchNormMomentum: 0.9,
  likelihoodWidth: null,
  learningRate: 1e-3,
  beta1: 0.5,
  batchSize: 32,
  epochs: 2,
  augment: true,
  seed: 1,
})
