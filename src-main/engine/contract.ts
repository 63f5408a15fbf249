import { z } from 'zod'
import { checkpointSchema, epochMetricsSchema, trainingStepSchema } from '../../src-preload/contract/runs.ts'
import { blurSchema } from '../../src-shared/inpainting/blur.ts'
import { trainingConfigSchema } from '../../src-shared/model/configuration.ts'
import { MAX_NSIDE } from '../../src-shared/sky/healpix/map.ts'
import { splitNameSchema } from '../../src-preload/contract/datasets.ts'
import { chainMassSchema, objectivePointSchema } from '../../src-preload/contract/estimators.ts'
import { classifierSettingsSchema, classifierTestSchema } from '../../src-shared/validation/classifier-test.ts'
import { event, method } from '../../src-preload/rpc/table.ts'
import { priorLatentsSchema } from '../../src-preload/contract/priors.ts'
import { solverSchema, solverStepsSchema, usualSolver } from '../../src-preload/contract/solver.ts'
import {
  engineDescriptionSchema,
  flowFillOutcomeSchema,
  chainsOutcomeSchema,
  decoderResidualSchema,
  inpaintingOutcomeSchema,
  laplaceOutcomeSchema,
  reconstructionOutcomeSchema,
  decodingOutcomeSchema,
  likelihoodOutcomeSchema,
  skyOutcomeSchema,
  trainingOutcomeSchema,
} from './outcomes.ts'

const index = z.number().int().min(0)

/**
 * Latents to decode: along the interpolation between two patches (Eq. 11), along one latent of a patch, or drawn from
 * the prior.
 */
export const latentChoiceSchema = z.discriminatedUnion('kind', [
  /** At lambda = 0, 1 / (steps + 1), ..., 1 between the posterior means of two patches. */
  z.object({ kind: z.literal('interpolation'), from: index, to: index, steps: z.number().int().min(0).max(1000) }),
  /** A patch's posterior mean with one latent set to `steps` evenly spaced values from -reach to reach. */
  z.object({
    kind: z.literal('walk'),
    patch: index,
    latent: index,
    reach: z.number().gt(0),
    steps: z.number().int().min(2).max(1000),
  }),
  /** z ~ N(0, 1), reproducible by seed. */
  z.object({
    kind: z.literal('samples'),
    count: z.number().int().min(1).max(100_000),
    seed: z.number().int().min(0),
    /** Conditions of a flow: a value for all samples, or one for each; the others are those of training patches. */
    given: z.record(z.string(), z.union([z.number(), z.array(z.number())])).optional(),
  }),
])
export type LatentChoice = z.infer<typeof latentChoiceSchema>

/**
 * A model, and the files of what is observed of a patch, with the standard deviation of its noise. Pictures are [size, size];
 * those of several channels have them as their last axis.
 */
const seenPatch = {
  runFolder: z.string(),
  checkpoint: checkpointSchema,
  data: z.string(),
  mask: z.string(),
  folder: z.string(),
  sigma: z.number().gt(0),
  /**
   * Noise that is not one sigma: a file of the standard deviation of each value [size, size], or of the matrix that makes it
   * white, of each channel [channels, size², size²] (src-shared/inpainting/noise-whitening.ts).
   */
  noise: z.string().nullable().default(null),
}

/** What each channel is seen through; none if all are seen directly. */
const blurs = z.array(blurSchema.nullable()).default([])

/** What a decoder leaves out, where it adds to the patches that are drawn; null where it does not. */
const residualSchema = decoderResidualSchema.pick({ channels: true }).nullable()

/** Methods and events of the engine process. Arrays travel as files. */
export const engineContract = {
  methods: {
    /** Loads TensorFlow. */
    'engine.describe': method({ params: z.object({}), result: engineDescriptionSchema }),
    'training.run': method({
      params: z.object({
        datasetFolder: z.string(),
        runFolder: z.string(),
        config: trainingConfigSchema,
        resume: z.boolean(),
        /** Weights file to start from if there is no checkpoint to resume; null draws the weights from the seed. */
        weights: z.string().nullable().default(null),
      }),
      result: trainingOutcomeSchema,
      progress: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('start'),
          device: engineDescriptionSchema,
          parameters: z.number().int(),
          /** What could not be used of the resumed folder. */
          note: z.string().nullable(),
        }),
        z.object({ kind: z.literal('step'), step: trainingStepSchema }),
        z.object({ kind: z.literal('epoch'), metrics: epochMetricsSchema }),
      ]),
    }),
    /** Stops the training of a run within one step, with a checkpoint: `training.run` resolves as `interrupted`. */
    'training.stop': method({ params: z.object({ runFolder: z.string() }), result: z.object({}) }),
    /** Eq. 10 on all patches of a split. Writes the files of inference/reconstruction-files.ts into `folder`. */
    'reconstruction.run': method({
      params: z.object({
        runFolder: z.string(),
        datasetFolder: z.string(),
        checkpoint: checkpointSchema,
        split: splitNameSchema,
        samples: z.number().int().min(1),
        seed: z.number().int().min(0),
        folder: z.string(),
      }),
      result: reconstructionOutcomeSchema,
      progress: z.object({ done: z.number().int(), count: z.number().int() }),
    }),
    /** Encodes a run's patches for priors of its latents. Writes the files of a dataset into `folder`. */
    'prior.encode': method({
      params: z.object({
        runFolder: z.string(),
        datasetFolder: z.string(),
        checkpoint: checkpointSchema,
        folder: z.string(),
      }),
      result: priorLatentsSchema,
      progress: z.object({ done: z.number().int(), count: z.number().int() }),
    }),
    /** Fits a Gaussian with full covariance to the latents in a prior's folder (prior/prior-folder.ts). */
    'prior.gaussian': method({ params: z.object({ folder: z.string() }), result: z.object({}) }),
    /** ln p of patches under a flow, or of their latents under a prior. */
    'likelihood.run': method({
      params: z.object({
        runFolder: z.string(),
        datasetFolder: z.string(),
        checkpoint: checkpointSchema,
        split: splitNameSchema,
        /** Patches, spread evenly over the split; all if it has no more. */
        count: z.number().int().min(1),
        /** Folder of a prior of the run's latents; null for N(0, 1). */
        prior: z.string().nullable(),
        solver: solverSchema,
        solverSteps: solverStepsSchema,
        /** Probes of a flow's divergence, for each patch. */
        probes: z.number().int().min(1),
        seed: z.number().int().min(0),
      }),
      result: likelihoodOutcomeSchema,
      progress: z.object({ done: z.number().int(), count: z.number().int() }),
    }),
    /** Decodes chosen latents. Writes the files of inference/decoded-files.ts into `folder`. */
    'decoding.run': method({
      params: z.object({
        runFolder: z.string(),
        /** Holds the patches to encode; for draws from the prior, read only for their conditions. */
        datasetFolder: z.string(),
        checkpoint: checkpointSchema,
        latents: latentChoiceSchema,
        /** Folder of the prior that latents are drawn from and interpolated in; null for N(0, 1). */
        prior: z.string().nullable().default(null),
        /** How a flow is solved. */
        solver: solverSchema.default(usualSolver),
        solverSteps: solverStepsSchema.default(12),
        folder: z.string(),
      }),
      result: decodingOutcomeSchema,
      progress: z.object({ done: z.number().int(), count: z.number().int() }),
    }),
    /** Draws a whole sky from a flow on patches. Reads `conditions` and `standards`, writes `file` (inference/draw-sky.ts). */
    'sky.draw': method({
      params: z.object({
        runFolder: z.string(),
        checkpoint: checkpointSchema,
        width: z.number().gt(0),
        step: z.number().gt(0),
        nside: z.number().int().min(1).max(MAX_NSIDE),
        seed: z.number().int().min(0),
        realisation: z.number().int().min(0),
        solverSteps: solverStepsSchema,
        conditions: z.string().nullable(),
        standards: z.string().nullable(),
        waves: z.string().nullable(),
        file: z.string(),
      }),
      result: skyOutcomeSchema,
      progress: z.object({ fraction: z.number() }),
    }),
    /** How far a run's decoder is from patches of the validation split. */
    'decoder.residual': method({
      params: z.object({ runFolder: z.string(), datasetFolder: z.string(), checkpoint: checkpointSchema }),
      result: decoderResidualSchema,
    }),
    /**
     * Eq. 13 on one patch. Reads `data` (float32 [size, size], standardised, seen through `blurs`) and `mask` (uint8
     * [size, size], 1 = observed). Writes model.npy (the decoder's mean at the minimum) and latent.npy into `folder`.
     */
    'inpainting.run': method({
      params: z.object({
        ...seenPatch,
        blurs,
        starts: z.number().int().min(1),
        maxIterations: z.number().int().min(1),
        seed: z.number().int().min(0),
      }),
      result: inpaintingOutcomeSchema,
      progress: objectivePointSchema,
    }),
    /**
     * Patches drawn from Laplace's approximation of an autoencoder's posterior of what is observed of one. Reads `data` and
     * `mask` as `inpainting.run`; writes mean.npy, std.npy [size, size], samples.npy [samples, size, size] and latent.npy, where
     * the approximation is made, into `folder`.
     */
    'inpainting.laplace': method({
      params: z.object({
        ...seenPatch,
        blurs,
        starts: z.number().int().min(1),
        maxIterations: z.number().int().min(1),
        samples: z.number().int().min(1),
        residual: residualSchema,
        seed: z.number().int().min(0),
      }),
      result: laplaceOutcomeSchema,
      progress: z.discriminatedUnion('work', [
        z.object({ work: z.literal('search'), point: objectivePointSchema }),
        z.object({ work: z.enum(['derivatives', 'draws']), done: z.number().int(), count: z.number().int() }),
      ]),
    }),
    /**
     * Patches drawn from an autoencoder's posterior of what is observed of one, by Hamiltonian Monte Carlo. Reads `data` and
     * `mask` as `inpainting.run`; writes mean.npy, std.npy [size, size] of all draws, samples.npy [samples, size, size] and
     * chains.npy, the latents [chains, draws, latents], into `folder`.
     */
    'inpainting.hmc': method({
      params: z.object({
        ...seenPatch,
        blurs,
        chains: z.number().int().min(2).max(16),
        warmUp: z.number().int().min(0),
        draws: z.number().int().min(4),
        leapfrogSteps: z.number().int().min(1),
        mass: chainMassSchema,
        samples: z.number().int().min(1),
        residual: residualSchema,
        seed: z.number().int().min(0),
      }),
      result: chainsOutcomeSchema,
      progress: z.object({
        iteration: z.number().int(),
        isWarmUp: z.boolean(),
        acceptance: z.number(),
        stepSize: z.number(),
      }),
    }),
    /**
     * Patches that agree with what is observed of one, drawn from a flow that was trained to fill holes. Reads `data` and
     * `mask` as `inpainting.run`; writes mean.npy, std.npy [size, size] and samples.npy [samples, size, size] into `folder`.
     */
    'inpainting.flow': method({
      params: z.object({
        ...seenPatch,
        blurs,
        samples: z.number().int().min(1),
        solver: solverSchema.default(usualSolver),
        solverSteps: solverStepsSchema.default(12),
        seed: z.number().int().min(0),
      }),
      result: flowFillOutcomeSchema,
      progress: z.object({ done: z.number().int(), count: z.number().int() }),
    }),
    /** Classifier two-sample test of two stacks of patches, float32 [patches, size, size], in .npy files. */
    'classifier.run': method({
      params: classifierSettingsSchema.extend({
        first: z.string(),
        second: z.string(),
        /** For each patch the sky it lies in, by number, or null for none it shares; null if no patches overlap. */
        groups: z
          .object({ first: z.array(index.nullable()).nullable(), second: z.array(index.nullable()).nullable() })
          .default({ first: null, second: null }),
      }),
      result: classifierTestSchema,
      progress: z.object({ done: z.number().int(), count: z.number().int() }),
    }),
  },
  events: {
    /** Sent about once a second while the event loop runs; bytes in use on the card, or resident. */
    heartbeat: event(z.object({ memoryUsed: z.number() })),
  },
}
export type EngineContract = typeof engineContract
