import { z } from 'zod'
import { likelihoodSchema } from '../../src-shared/validation/likelihood.ts'
import { method } from '../rpc/table.ts'
import { splitNameSchema } from './datasets.ts'
import { jobSchema } from './jobs.ts'
import { checkpointSchema } from './runs.ts'
import { solverSchema, solverStepsSchema, usualSolver } from './solver.ts'
import { changeEvent, idSchema, instantSchema } from './states.ts'

/** Patches whose density is computed unless another number is asked for. */
export const usualLikelihoodPatches = 100

/** What to compute a likelihood of, and how. */
export const likelihoodChoiceSchema = z.object({
  checkpoint: checkpointSchema.default('best'),
  split: splitNameSchema.default('test'),
  /** Patches, spread evenly over the split; all if it has no more. */
  count: z.number().int().min(1).default(usualLikelihoodPatches),
  /** Of a flow: how it is solved, and with how many random probes of its divergence for each patch. */
  solver: solverSchema.default(usualSolver),
  solverSteps: solverStepsSchema.default(48),
  probes: z.number().int().min(1).max(1_048_576).default(1),
  /** Of the probes, and of the samples of posteriors. */
  seed: z.number().int().min(0).default(0),
})
export type LikelihoodChoice = z.infer<typeof likelihoodChoiceSchema>

/** The likelihood of a flow on patches, which is kept in its run's folder. Those under priors are of validations. */
export const keptLikelihoodSchema = z.object({
  /** The run's id, a dot, and of what it is: `dust-flow.epoch-0048-test-100`. */
  id: idSchema,
  runId: idSchema,
  createdAt: instantSchema,
  /** Of the checkpoint. */
  epoch: z.number().int(),
  choice: likelihoodChoiceSchema,
  likelihood: likelihoodSchema,
})
export type KeptLikelihood = z.infer<typeof keptLikelihoodSchema>

export const likelihoodMethods = {
  /** The kept likelihoods of some runs, newest first. */
  'likelihoods.list': method({
    params: z.object({ runIds: z.array(idSchema) }),
    result: z.array(keptLikelihoodSchema),
  }),
  /**
   * Computes the likelihood of a flow as a job, whose `subject` is the run. One of the same epoch, split and number of
   * patches is replaced.
   */
  'likelihoods.compute': method({ params: likelihoodChoiceSchema.extend({ runId: idSchema }), result: jobSchema }),
}

export const likelihoodEvents = { 'likelihoods.changed': changeEvent(keptLikelihoodSchema) }
