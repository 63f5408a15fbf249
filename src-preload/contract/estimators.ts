import { z } from 'zod'
import { estimatorFacts, type EstimatorKind } from '../../src-shared/inpainting/estimator-facts.ts'
import { checkpointSchema } from './runs.ts'
import { solverStepsSchema } from './solver.ts'
import { failureSchema, idSchema, instantSchema, stateSchema } from './states.ts'

export const wienerCovarianceSchema = z.enum(['patches', 'stationary'])

/**
 * What widens the likelihood of an autoencoder's patch: the noise of the data alone, as in Eq. 13, or also what the decoder
 * leaves out of a patch, as independent noise in every pixel.
 */
export const likelihoodWidthSchema = z.enum(['noise', 'noise-and-decoder'])
export type LikelihoodWidth = z.infer<typeof likelihoodWidthSchema>

/**
 * The mass of Hamiltonian Monte Carlo: 1 for every latent, learned for each in the warm-up, or the precision of Laplace's
 * approximation, with all pairs of latents.
 */
export const chainMassSchema = z.enum(['unit', 'diagonal', 'laplace'])
export type ChainMass = z.infer<typeof chainMassSchema>

/** The settings of an estimator, by kind; what each does stands in `estimatorFacts`. */
export const estimatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mean') }),
  z.object({ kind: z.literal('diffusion') }),
  z.object({ kind: z.literal('biharmonic') }),
  z.object({
    kind: z.literal('wiener'),
    /** Of all pixels of the training patches, or one that depends only on what lies between two pixels. */
    covariance: wienerCovarianceSchema.default('patches'),
    /** Constrained realisations to draw. */
    samples: z.number().int().min(0).max(1000).default(8),
    /** Of the realisations. */
    seed: z.number().int().min(0).default(0),
  }),
  z.object({
    kind: z.literal('map'),
    checkpoint: checkpointSchema.default('best'),
    width: likelihoodWidthSchema.default('noise'),
    starts: z.number().int().min(1).max(64).default(1),
    /** L-BFGS iterations of each start. */
    maxIterations: z.number().int().min(1).max(10_000).default(500),
    /** Of the starts. */
    seed: z.number().int().min(0).default(0),
  }),
  z.object({
    kind: z.literal('laplace'),
    checkpoint: checkpointSchema.default('best'),
    width: likelihoodWidthSchema.default('noise-and-decoder'),
    starts: z.number().int().min(1).max(64).default(1),
    /** L-BFGS iterations of each start. */
    maxIterations: z.number().int().min(1).max(10_000).default(500),
    /** Draws whose patches are kept as realisations. */
    samples: z.number().int().min(1).max(1000).default(32),
    /** Of the starts and the draws. */
    seed: z.number().int().min(0).default(0),
  }),
  z.object({
    kind: z.literal('hmc'),
    checkpoint: checkpointSchema.default('best'),
    width: likelihoodWidthSchema.default('noise-and-decoder'),
    chains: z.number().int().min(2).max(16).default(4),
    /** Iterations of each chain that are not kept. */
    warmUp: z.number().int().min(0).max(100_000).default(300),
    /** Iterations of each chain that are kept. */
    draws: z.number().int().min(4).max(100_000).default(300),
    /** Of the longest trajectory. */
    leapfrogSteps: z.number().int().min(1).max(1000).default(32),
    mass: chainMassSchema.default('laplace'),
    /** Draws whose patches are kept as realisations. */
    samples: z.number().int().min(1).max(1000).default(32),
    /** Of the starts and the chains. */
    seed: z.number().int().min(0).default(0),
  }),
  z.object({
    kind: z.literal('flow'),
    checkpoint: checkpointSchema.default('best'),
    /** Constrained realisations to draw; the standard deviation is theirs. */
    samples: z.number().int().min(2).max(1000).default(32),
    solverSteps: solverStepsSchema.default(12),
    seed: z.number().int().min(0).default(0),
  }),
]) satisfies z.ZodType<{ kind: EstimatorKind }>
export type Estimator = z.infer<typeof estimatorSchema>
/** The settings of one kind. */
export type EstimatorOf<Kind extends EstimatorKind> = Extract<Estimator, { kind: Kind }>

/** An estimator, with the run whose model it uses if its kind needs one. */
export const estimateOrderSchema = z
  .object({ estimator: estimatorSchema, runId: idSchema.nullable().default(null) })
  .refine(({ estimator, runId }) => estimatorFacts[estimator.kind].model === null || runId !== null, {
    path: ['runId'],
    message: 'this estimator needs a run: it uses its model',
  })
export type EstimateOrder = z.infer<typeof estimateOrderSchema>

/** An estimate's name within its inpainting, and that of its folder: its kind, or kind-2, kind-3, ... */
export const estimateNameSchema = z.string().regex(/^[a-z]+(-[a-z]+)*(-\d+)?$/)

/**
 * Error against the true patch, standardised units: root mean square inside and outside the hole. Of a patch without one, all of
 * it is inside, and nothing outside.
 */
const errorSchema = z.object({ inside: z.number(), outside: z.number().nullable() })

const coverageSchema = z.object({ of68: z.number(), of95: z.number() }).nullable()

export const estimateResultSchema = z.object({
  seconds: z.number(),
  /** Of the estimate everywhere; inside the hole, also of the filled patch. */
  error: errorSchema,
  /** The model used. */
  model: z
    .object({
      /** Of its checkpoint. */
      epoch: z.number().int(),
      latents: z.number().int(),
      /** Standard deviation of what its decoder leaves out, standardised; null if it did not count as noise. */
      residual: z.number().nullable().default(null),
    })
    .nullable(),
  /** Of estimators that minimise an objective. */
  minimum: z
    .object({
      objective: z.number(),
      chi2: z.number(),
      /** Observed pixels minus latents. */
      degreesOfFreedom: z.number().int(),
      iterations: z.number().int(),
    })
    .nullable(),
  /** Of estimators that draw Markov chains: whether these tell the posterior. */
  chains: z
    .object({
      /** Mean probability that a step was accepted. */
      acceptance: z.number(),
      /** Steps of all chains that left the dynamics they follow. */
      divergences: z.number().int(),
      /** Split R-hat and effective sample size (Vehtari et al. 2021), of the latent that has converged least. */
      rHat: z.number(),
      effectiveSamples: z.number(),
    })
    .nullable()
    .default(null),
  /** Constrained realisations that it drew. */
  samples: z.number().int().min(0),
  /**
   * Fractions of the hole's pixels, or of all if there is none, whose true value lies within the central 68 % and 95 % intervals of the estimate, 1
   * and 1.96 standard deviations; null without a standard deviation.
   */
  coverage: coverageSchema,
  /** Of several channels, the same of each; an error is null if the channel has no such pixels. */
  channels: z
    .array(
      z.object({
        error: z.object({ inside: z.number().nullable(), outside: z.number().nullable() }),
        coverage: coverageSchema,
      }),
    )
    .default([]),
})
export type EstimateResult = z.infer<typeof estimateResultSchema>

/**
 * Statistics of one picture. Histogram: densities of the bins of Fig. 3. Spectrum: Fig. 4's method, in standardised
 * units squared x sr.
 */
export const pictureStatisticsSchema = z.object({ histogram: z.array(z.number()), spectrum: z.array(z.number()) })
export type PictureStatistics = z.infer<typeof pictureStatisticsSchema>

/** How a filled patch differs from the truth in the hole, as `HoleComparison` (src-shared/inpainting/hole-measures.ts). */
const holeComparisonSchema = z.object({
  gradient: z.number().nullable(),
  seam: z.number().nullable(),
  contours: z.number().nullable(),
  power: z.number().nullable(),
  histogram: z.number(),
})

/**
 * Of one channel: of the estimate everywhere, of the data with the hole filled by it, and of its first sample filled in
 * likewise.
 */
export const channelStatisticsSchema = z.object({
  fill: pictureStatisticsSchema,
  filled: pictureStatisticsSchema,
  sample: pictureStatisticsSchema.nullable(),
  /**
   * In the hole, or everywhere if no channel has one, of the filled patch and of the first sample; null of a channel without a hole
   * beside others that have one, and of estimates by earlier versions.
   */
  inside: z.object({ filled: holeComparisonSchema, sample: holeComparisonSchema.nullable() }).nullable().default(null),
})
export type ChannelStatistics = z.infer<typeof channelStatisticsSchema>

/** Of the first channel, and of the others in their order. */
export const estimateStatisticsSchema = channelStatisticsSchema.extend({
  others: z.array(channelStatisticsSchema).default([]),
})
export type EstimateStatistics = z.infer<typeof estimateStatisticsSchema>

/** What one estimator made of one problem. */
export const estimateSchema = z.object({
  id: idSchema,
  inpaintingId: idSchema,
  name: estimateNameSchema,
  estimator: estimatorSchema,
  /** The run of the model used; its id is null if it has been deleted. */
  runId: idSchema.nullable(),
  runName: z.string().nullable(),
  folder: z.string(),
  state: stateSchema,
  failure: failureSchema.nullable(),
  result: estimateResultSchema.nullable(),
  statistics: estimateStatisticsSchema.nullable(),
  createdAt: instantSchema,
})
export type Estimate = z.infer<typeof estimateSchema>

/** The id of an estimate, which is also the subject of its job. */
export const estimateId = (inpaintingId: string, name: string) => `${inpaintingId}.${name}`

/** The inpainting and the name in an estimate's id. */
export function estimateOf(id: string): { inpaintingId: string; name: string } {
  const at = id.lastIndexOf('.')
  return { inpaintingId: id.slice(0, at), name: id.slice(at + 1) }
}

export const objectivePointSchema = z.object({
  start: z.number().int(),
  iteration: z.number().int(),
  objective: z.number(),
})
export type ObjectivePoint = z.infer<typeof objectivePointSchema>
