import { join } from 'node:path'
import { z } from 'zod'
import {
  nearestToSampleSchema,
  validatedPatchSchema,
  validationArraySchema,
  validationConfigSchema,
  validationPicturesSchema,
  type ValidationArray,
  type ValidationPictures,
  type ValidationSummary,
} from '../../../src-preload/contract/validations.ts'
import { likelihoodDifference, type Likelihood } from '../../../src-shared/validation/likelihood.ts'
import { validationResultsSchema } from '../../../src-shared/validation/results.ts'
import { scalingShape, standardisationSchema } from '../../../src-preload/contract/datasets.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { readNpy, readNpyRows, writeNpy } from '../../files/npy.ts'
import { originShape } from '../datasets/patch-origin.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'
import { firstBandOf } from '../../../src-shared/validation/reach.ts'

/** results.json: what was validated, and all numbers. Written last: a folder that has one is complete. */
export const validationRecordSchema = z.object({
  format: z.literal('cirrus-validation-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  run: z.string(),
  dataset: z.object({ folder: z.string(), fingerprint: z.string() }),
  config: validationConfigSchema,
  /** SHA-256 of the mask used for the spectra. */
  maskChecksum: z.string().nullable().default(null),
  /** Version of the prior (fitting-prior.ts); null for N(0, 1). */
  priorVersion: z.string().nullable().default(null),
  /** Epoch of the checkpoint. */
  epoch: z.number().int(),
  ...originShape,
  /** Side in pixels and degrees. */
  size: z.number().int(),
  width: z.number(),
  /** The place of the measured channel in the last axis of the decoded pictures. */
  channel: z.number().int().default(0),
  /** x = z std + mean undoes the standardisation of z; then exp if the scale is log, or softening sinh if asinh. */
  ...scalingShape,
  standardisation: standardisationSchema,
  results: validationResultsSchema,
  /** In the order of the arrays. */
  patches: z.array(validatedPatchSchema.extend({ mean: z.number(), std: z.number() })),
  /** In the order of the samples. */
  nearest: z.array(nearestToSampleSchema.extend({ mean: z.number(), std: z.number() })),
})
export type ValidationRecord = z.infer<typeof validationRecordSchema>

/**
 * Paths of a validation's files: results.json; the pictures [count, size, size] and arrays of the contract as
 * <name>.npy, float32, standardised, where originals, reconstructions, deviations and samples have all channels; and the record of the reconstructions.
 */
export const validationFiles = (folder: string) => ({
  record: join(folder, 'results.json'),
  array: (name: ValidationArray | ValidationPictures) => join(folder, `${name}.npy`),
})

/** Names of all files of a validation besides results.json. */
export const validationArrayNames = [...validationPicturesSchema.options, ...validationArraySchema.options] as const

export const writeValidationRecord = (folder: string, record: ValidationRecord) =>
  writeRecord(validationFiles(folder).record, record)

/** @throws CirrusError refused if the folder holds no complete validation, or its results are damaged */
export const readValidationRecord = (folder: string): Promise<ValidationRecord> =>
  readRecord(validationFiles(folder).record, validationRecordSchema, {
    absent: refused(folder, '', 'this folder holds no complete validation; validate the run first'),
  })

export const writeValidationArray = (
  folder: string,
  name: ValidationArray | ValidationPictures,
  values: Float32Array,
  shape: readonly number[],
) => writeNpy(validationFiles(folder).array(name), values, shape)

/** float32, row-major. @throws FileFormatError for a file that is none of these */
export async function readValidationArray(folder: string, name: ValidationArray | ValidationPictures) {
  const { data, shape } = await readNpy(validationFiles(folder).array(name))
  return { values: data as Float32Array, shape }
}

/**
 * Pictures of one channel, float32 [count, size, size].
 * @throws FileFormatError for a file that is no array of pictures
 */
export async function readValidationPictures(
  folder: string,
  name: ValidationPictures,
  channel: number,
  { from, count }: { from: number; count: number },
): Promise<Float32Array> {
  const { data, shape } = await readNpyRows(validationFiles(folder).array(name), from, count)
  return shape.length === 4 ? channelOf(data as Float32Array, shape[3], channel) : (data as Float32Array)
}

/** The summary shown in a row of a list. */
export const summarise = ({ patches, results }: ValidationRecord): ValidationSummary => {
  const { reconstruction } = results.standard.pairs
  return {
    count: patches.length,
    meanSquaredError: reconstruction!.meanSquaredError,
    halfPower: reconstruction!.halfPower,
    firstBand: firstBandOf(results.standard.ell, reconstruction!.ratio.median),
    activeLatents: results.latents.active,
    latents: results.latents.count,
    logDensity: logDensityOf(results.likelihoods),
  }
}

function logDensityOf(likelihoods: readonly Likelihood[]): ValidationSummary['logDensity'] {
  const [normal, last = normal] = [likelihoods[0], likelihoods.at(-1)]
  if (!normal) return null
  return { nats: last.nats, overNormal: last === normal ? null : likelihoodDifference(last, normal) }
}
