import { z } from 'zod'
import { splitNameSchema } from './datasets.ts'
import { checkpointSchema } from './runs.ts'
import { solverSchema, solverStepsSchema, usualSolver } from './solver.ts'

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
