import type { Command } from 'commander'
import {
  chainMassSchema,
  estimatorSchema,
  likelihoodWidthSchema,
  wienerCovarianceSchema,
  type Estimator,
} from '../../src-preload/contract/estimators.ts'
import { checkpointSchema } from '../../src-preload/contract/runs.ts'
import { estimatorKinds, type EstimatorKind } from '../../src-shared/inpainting/estimator-facts.ts'
import { UsageError } from './exit-code.ts'
import { choiceOption, listOption, numberOption } from './option-values.ts'

/** Adds the choice of estimators, and the settings that their kinds have. */
export const withEstimatorOptions = (command: Command): Command =>
  command
    .option(
      '--estimator <list>',
      `one or more of ${estimatorKinds.join(', ')} (default: map; flow for a run that fills holes; wiener without a run)`,
      listOption('--estimator', estimatorKinds),
    )
    .option(
      '--checkpoint <which>',
      'best or last (default: best); of estimators with a model',
      choiceOption('--checkpoint', checkpointSchema.options),
    )
    .option(
      '--width <which>',
      'width of the likelihood of map, laplace and hmc, noise or noise-and-decoder, with what the decoder leaves out (default: noise of map, else both)',
      choiceOption('--width', likelihoodWidthSchema.options),
    )
    .option(
      '--starts <number>',
      'map, laplace: starts of the optimisation (default: 1)',
      numberOption('--starts', { min: 1, max: 64, integer: true }),
    )
    .option(
      '--max-iterations <number>',
      'map, laplace: limit of L-BFGS iterations per start (default: 500)',
      numberOption('--max-iterations', { min: 1, max: 10_000, integer: true }),
    )
    .option(
      '--chains <number>',
      'hmc: Markov chains (default: 4)',
      numberOption('--chains', { min: 2, max: 16, integer: true }),
    )
    .option(
      '--warm-up <number>',
      'hmc: iterations of each chain that are not kept (default: 300)',
      numberOption('--warm-up', { min: 0, max: 100_000, integer: true }),
    )
    .option(
      '--draws <number>',
      'hmc: iterations of each chain that are kept (default: 300)',
      numberOption('--draws', { min: 4, max: 100_000, integer: true }),
    )
    .option(
      '--leapfrog-steps <number>',
      'hmc: of the longest trajectory (default: 32)',
      numberOption('--leapfrog-steps', { min: 1, max: 1000, integer: true }),
    )
    .option(
      '--mass <which>',
      'hmc: laplace, the precision of that approximation; diagonal, learned for every latent; or unit (default: laplace)',
      choiceOption('--mass', chainMassSchema.options),
    )
    .option(
      '--covariance <which>',
      'wiener: patches, of all pixels of the training patches, or stationary (default: patches)',
      choiceOption('--covariance', wienerCovarianceSchema.options),
    )
    .option(
      '--samples <number>',
      'constrained realisations to draw (default: 8 of wiener, 32 of laplace, hmc and flow)',
      numberOption('--samples', { min: 0, max: 1000, integer: true }),
    )
    .option(
      '--solver-steps <number>',
      'flow: steps of the two-step midpoint method (default: 12)',
      numberOption('--solver-steps', { min: 1, max: 10_000, integer: true }),
    )
    .option(
      '--seed <number>',
      'seed of starts, chains and realisations (default: 0)',
      numberOption('--seed', { min: 0, integer: true }),
    )

export interface EstimatorOptions {
  estimator?: EstimatorKind[]
  [setting: string]: unknown
}

/**
 * The estimators chosen, with their settings; those that are not given have their defaults.
 * @param usual the kind if none is chosen
 * @throws UsageError for a kind that is given twice
 */
export function estimatorsOf({ estimator, ...settings }: EstimatorOptions, usual: EstimatorKind): Estimator[] {
  const kinds = estimator ?? [usual]
  const twice = kinds.find((kind, i) => kinds.indexOf(kind) < i)
  if (twice) throw new UsageError(`--estimator: ${twice} is given twice`)
  return kinds.map((kind) => {
    const estimator = estimatorSchema.safeParse({ ...settings, kind })
    if (estimator.success) return estimator.data
    throw new UsageError(estimator.error.issues[0].message)
  })
}
