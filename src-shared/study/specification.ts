import { z } from 'zod'
import { trainingConfigSchema } from '../model/configuration.ts'
import { paperSpace, searchSpaceSchema } from './search-space.ts'

/** What a trial is judged by: a metric, and which of its epochs counts. */
export const objectiveSchema = z.object({
  metric: z
    .enum([
      'validationLoss',
      'validationReconstruction',
      'validationKl',
      'testLoss',
      'testReconstruction',
      'imagesPerSecond',
    ])
    .default('validationLoss'),
  /** The best or the last of the epochs in which it was measured. */
  epoch: z.enum(['best', 'last']).default('best'),
})
export type StudyObjective = z.infer<typeof objectiveSchema>

export const directionSchema = z.enum(['minimise', 'maximise'])
export type Direction = z.infer<typeof directionSchema>

const startupTrials = z.number().int().min(1).max(1000).nullable().default(null)

/**
 * How the next trial is proposed. `startupTrials`: initial trials before the first model; null leaves it to the
 * sampler.
 */
export const samplerSchema = z.discriminatedUnion('kind', [
  /** Log expected improvement by a Gaussian process. */
  z.object({ kind: z.literal('gp-ei'), startupTrials }),
  /** Lower confidence bound, mean - beta sigma (upper where values are maximised). */
  z.object({ kind: z.literal('gp-lcb'), startupTrials, beta: z.number().min(0).max(100).default(2) }),
  /** The recipe of KerasTuner, which the paper's search used. */
  z.object({ kind: z.literal('keras-tuner') }),
  /** A scrambled Sobol sequence. */
  z.object({ kind: z.literal('sobol') }),
  z.object({ kind: z.literal('random') }),
])
export type SamplerChoice = z.infer<typeof samplerSchema>

/** How unpromising trials are ended early. */
export const prunerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('median'),
    /** Other trials that must have reached an epoch before a trial is pruned there. */
    startupTrials: z.number().int().min(1).max(1000).default(5),
    warmupEpochs: z.number().int().min(0).max(100_000).default(0),
  }),
  z.object({
    kind: z.literal('successive-halving'),
    /**
     * Epoch of the first rung; each next rung is `reductionFactor` times as far, and about one trial in that many
     * passes it.
     */
    firstRung: z.number().int().min(1).max(100_000).default(1),
    reductionFactor: z.number().int().min(2).max(16).default(4),
  }),
])
export type PrunerChoice = z.infer<typeof prunerSchema>

/** Where trials run: on this machine, or on the cluster that a profile of the settings describes. */
export const executorChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('local') }),
  z.object({ kind: z.literal('slurm'), profile: z.string().min(1).max(120) }),
])
export type ExecutorChoice = z.infer<typeof executorChoiceSchema>

/** Settings that may change during a study. */
export const changeableSettings = {
  space: searchSpaceSchema.default(paperSpace),
  sampler: samplerSchema.default({ kind: 'gp-ei', startupTrials: null }),
  pruner: prunerSchema.default({ kind: 'none' }),
  /** Total number of complete, pruned and failed trials; imported ones do not count. */
  budget: z.number().int().min(1).max(100_000).default(100),
  /** Trials at once, within the executor's capacity. */
  concurrency: z.number().int().min(1).max(1000).default(1),
  executor: executorChoiceSchema.default({ kind: 'local' }),
}

/** Everything that decides how a study searches. */
export const studySpecSchema = z.object({
  objective: objectiveSchema.default({ metric: 'validationLoss', epoch: 'best' }),
  direction: directionSchema.default('minimise'),
  /** Settings that the search does not vary: a preset with its changes. */
  base: trainingConfigSchema,
  /** Epochs of each trial. */
  epochs: z.number().int().min(1).max(100_000).default(20),
  seed: z.number().int().min(0).default(0),
  ...changeableSettings,
})
export type StudySpec = z.infer<typeof studySpecSchema>
