import { z } from 'zod'
import { estimatorFacts } from '../../src-shared/inpainting/estimator-facts.ts'
import { method } from '../rpc/table.ts'
import { estimatorSchema } from './estimators.ts'
import { beamSchema } from './inpaintings.ts'
import { jobSchema } from './jobs.ts'
import { changeEvent, idSchema, instantSchema } from './states.ts'

export const calibrationMasks = ['random', 'all'] as const

/** Whose intervals to compare with the truth, of which data. */
export const calibrationChoiceSchema = z.object({
  estimator: estimatorSchema.refine(({ kind }) => estimatorFacts[kind].hasDeviation, {
    message: 'this estimator gives no standard deviation, so it has no intervals',
  }),
  /** Test patches; if they have holes, as many of each class of sizes as of the others. */
  problems: z.number().int().min(8).max(10_000).default(100),
  /** Random holes, in which intervals are compared with the truth; or all of each patch is seen, and it is compared everywhere. */
  mask: z.enum(calibrationMasks).default('random'),
  /** Full width at half maximum of a Gaussian beam, arcmin; null without one. */
  beam: beamSchema.default(null),
  /** White noise of the data, in standardised units. */
  sigma: z.number().gt(0).max(10).default(0.2),
  /** Of the holes, the noise and the samples. */
  seed: z.number().int().min(0).default(0),
})
export type CalibrationChoice = z.infer<typeof calibrationChoiceSchema>

/** What of a choice the data depend on: intervals of other data may hold the truth more or less often. */
export type CalibrationData = Pick<CalibrationChoice, 'mask' | 'beam' | 'sigma'>

const holeCalibrationSchema = z.object({
  problems: z.number().int(),
  pixels: z.number().int(),
  error: z.number(),
  deviation: z.number(),
  within: z.array(z.object({ share: z.number(), error: z.number() })),
  ranks: z.array(z.number()).nullable(),
})

/** As `Calibration` (src-shared/inpainting/calibration.ts). */
export const calibrationSchema = z.object({
  all: holeCalibrationSchema,
  bySize: z.array(holeCalibrationSchema.extend({ from: z.number(), to: z.number() })),
})

/**
 * What is known of the intervals of an estimator, kept beside its model: in the folder of the run, or, for an estimator
 * without one, of the dataset whose training patches it learns from.
 */
export const keptCalibrationSchema = z.object({
  /** The id of the run or dataset, a dot, and of what it is: `fill.flow-noise-0.2`, `fill.flow-beam-80-all-seen-noise-0.05`. */
  id: idSchema,
  /** Whose estimators it is about; one of both. */
  runId: idSchema.nullable(),
  datasetId: idSchema.nullable(),
  createdAt: instantSchema,
  /** Of the checkpoint; null without a model. */
  epoch: z.number().int().nullable(),
  choice: calibrationChoiceSchema,
  seconds: z.number(),
  calibration: calibrationSchema,
})
export type KeptCalibration = z.infer<typeof keptCalibrationSchema>

const ownerSchema = z.object({ runId: idSchema.nullable().default(null), datasetId: idSchema.nullable().default(null) })

export const calibrationMethods = {
  /** The kept calibrations of a run or a dataset, newest first. */
  'calibrations.list': method({ params: ownerSchema, result: z.array(keptCalibrationSchema) }),
  /**
   * Compares an estimator's intervals with the truth in holes of test patches, or in all of them, as a job. One of the same kind,
   * beam, mask and noise is replaced.
   * @throws CirrusError refused for an estimator that needs a run and has none, or a dataset without enough test patches
   */
  'calibrations.compute': method({
    params: calibrationChoiceSchema.extend({ runId: idSchema.nullable(), datasetId: idSchema }),
    result: jobSchema,
  }),
}

export const calibrationEvents = { 'calibrations.changed': changeEvent(keptCalibrationSchema) }
