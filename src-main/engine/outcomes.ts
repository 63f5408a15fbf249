import { z } from 'zod'
import { bfloat16KernelsSchema, productPrecisionSchema } from '../../src-preload/contract/runs.ts'
import { solverSchema, solverStepsSchema } from '../../src-preload/contract/solver.ts'

// What the engine answers with. Arrays are left in files.

/** What TensorFlow actually runs on, as found by the engine process. */
export const engineDescriptionSchema = z.object({
  kind: z.enum(['cpu', 'gpu']),
  /** Model name of the processor or graphics card. */
  name: z.string(),
  /** Threads within one operation, and operations at once, on the processor. */
  threads: z.object({ intraOp: z.number().int(), interOp: z.number().int() }),
  /** Memory of the graphics card, or of the machine; null if the driver does not report it. */
  memoryBytes: z.number().nullable(),
  /** Of the graphics card. */
  driverVersion: z.string().nullable(),
  /** Precision of float32 matrix products, as measured. */
  productPrecision: productPrecisionSchema,
  /** Kernels for bfloat16 training: the faster ones on this device. */
  bfloat16Kernels: bfloat16KernelsSchema,
  /** Whether XLA compiles what runs on the card. */
  xla: z.boolean(),
  tensorflowVersion: z.string(),
  tfjsVersion: z.string(),
  /** An NVIDIA card that TensorFlow may use but does not. */
  unusedGpu: z.string().nullable(),
})
export type EngineDescription = z.infer<typeof engineDescriptionSchema>

export const decoderResidualSchema = z.object({
  /** Epoch of the checkpoint that was used. */
  epoch: z.number().int(),
  /** Root mean square of x - g(m), standardised, with the encoder's mean m for x; without the noise that is known of x. */
  residual: z.number(),
  /**
   * The same of each channel, and its power, of which only the proportions count: `isotropicPower` on a torus twice as wide
   * as the patch.
   */
  channels: z.array(z.object({ residual: z.number(), power: z.array(z.number()) })),
  /** Validation patches it was measured on. */
  patches: z.number().int(),
})
export type DecoderResidual = z.infer<typeof decoderResidualSchema>

export const inpaintingOutcomeSchema = z.object({
  /** Epoch of the checkpoint that was used. */
  epoch: z.number().int(),
  /** Objective of Eq. 13 at the chosen minimum. */
  objective: z.number(),
  /** The objective at each start's minimum, null for a start that was not finite, and the index of the chosen start. */
  objectives: z.array(z.number().nullable()),
  chosen: z.number().int(),
  /** Sum over observed pixels of the squared residual over sigma^2. */
  chi2: z.number(),
  observed: z.number().int(),
  iterations: z.number().int(),
  seconds: z.number(),
})
export type InpaintingOutcome = z.infer<typeof inpaintingOutcomeSchema>

export const laplaceOutcomeSchema = z.object({
  /** Epoch of the checkpoint that was used. */
  epoch: z.number().int(),
  /** Patches that were kept. */
  samples: z.number().int(),
  /** Objective of Eq. 13 at the minimum, and its sum over observed pixels. */
  objective: z.number(),
  chi2: z.number(),
  observed: z.number().int(),
  iterations: z.number().int(),
  seconds: z.number(),
})
export type LaplaceOutcome = z.infer<typeof laplaceOutcomeSchema>

export const chainsOutcomeSchema = z.object({
  /** Epoch of the checkpoint that was used. */
  epoch: z.number().int(),
  /** Patches that were kept. */
  samples: z.number().int(),
  /** Mean probability that a step of the chains was accepted, its length, and how many diverged. */
  acceptance: z.number(),
  stepSize: z.number(),
  divergences: z.number().int(),
  /** Of the latent that has converged least. */
  rHat: z.number(),
  effectiveSamples: z.number(),
  seconds: z.number(),
})
export type ChainsOutcome = z.infer<typeof chainsOutcomeSchema>

export const flowFillOutcomeSchema = z.object({
  /** Epoch of the checkpoint that was used. */
  epoch: z.number().int(),
  samples: z.number().int(),
  seconds: z.number(),
})
export type FlowFillOutcome = z.infer<typeof flowFillOutcomeSchema>

export const reconstructionOutcomeSchema = z.object({
  /** Epoch of the checkpoint that was used. */
  epoch: z.number().int(),
  count: z.number().int(),
  size: z.number().int(),
  latents: z.number().int(),
  /** Mean over patches and pixels of the squared residual, standardised. */
  meanSquaredError: z.number(),
  seconds: z.number(),
})
export type ReconstructionOutcome = z.infer<typeof reconstructionOutcomeSchema>

export const decodingOutcomeSchema = z.object({
  /** Epoch of the checkpoint that was used. */
  epoch: z.number().int(),
  count: z.number().int(),
  size: z.number().int(),
  latents: z.number().int(),
  /** How a flow was solved; null if none was. */
  solver: z.object({ name: solverSchema, steps: solverStepsSchema }).nullable().default(null),
  seconds: z.number(),
})
export type DecodingOutcome = z.infer<typeof decodingOutcomeSchema>

export const likelihoodOutcomeSchema = z.object({
  /** Epoch of the checkpoint that was used. */
  epoch: z.number().int(),
  /** What the density is of: standardised patches, or the latents of a run. */
  space: z.enum(['patches', 'latents']),
  /** Numbers in one of them. */
  values: z.number().int(),
  /** ln p of each, in nats. */
  densities: z.array(z.object({ index: z.number().int().min(0), logDensity: z.number() })),
  /** Patches of the split that were left out because they have missing pixels. */
  leftOut: z.number().int(),
  seconds: z.number(),
})
export type LikelihoodOutcome = z.infer<typeof likelihoodOutcomeSchema>

export const skyOutcomeSchema = z.object({
  /** Epoch of the checkpoint that was used. */
  epoch: z.number().int(),
  /** Patches that were drawn together. */
  patches: z.number().int(),
  seconds: z.number(),
})
export type SkyOutcome = z.infer<typeof skyOutcomeSchema>

export const trainingOutcomeSchema = z.object({
  state: z.enum(['complete', 'interrupted']),
  /** Whether it ended before its last epoch because the validation loss had not improved for `earlyStopEpochs`. */
  stoppedEarly: z.boolean(),
  /** Completed epochs. */
  epoch: z.number().int(),
  bestEpoch: z.number().int().nullable(),
  bestValidationLoss: z.number().nullable(),
  /** Test metric of the best epoch; null if the test patches are not evaluated. */
  bestTestLoss: z.number().nullable(),
  device: z.string(),
  parameters: z.number().int(),
})
export type TrainingOutcome = z.infer<typeof trainingOutcomeSchema>
