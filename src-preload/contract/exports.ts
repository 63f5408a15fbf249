import { z } from 'zod'
import { estimateNameSchema } from './estimators.ts'
import { jobSchema } from './jobs.ts'
import { conversionSchema } from './maps.ts'
import { patchChoiceSchema } from './patch-choice.ts'
import { method } from '../rpc/table.ts'
import { checkpointSchema } from './runs.ts'
import { sampleExportSchema } from './samples.ts'
import { changeEvent, idSchema, instantSchema, nothingSchema, targetSchema } from './states.ts'

export const exportFormatSchema = z.enum(['fits', 'npy', 'png'])
export type ExportFormat = z.infer<typeof exportFormatSchema>

/**
 * Of an inpainting also its figure, as SVG, PDF and PNG with its numbers as CSV, and its estimates at the HEALPix pixels in
 * the hole.
 */
export const inpaintingFormatSchema = z.enum([...exportFormatSchema.options, 'figure', 'healpix'])
export type InpaintingFormat = z.infer<typeof inpaintingFormatSchema>

export const exportedFileSchema = z.object({ name: z.string(), path: z.string(), size: z.number().int() })
export type ExportedFile = z.infer<typeof exportedFileSchema>

/** Exported files and their source. */
export const exportSchema = z.object({
  id: idSchema,
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('dataset'), id: idSchema }),
    z.object({ kind: z.literal('inpainting'), id: idSchema }),
    z.object({ kind: z.literal('map'), id: idSchema }),
    z.object({ kind: z.literal('run'), id: idSchema }),
    z.object({ kind: z.literal('study'), id: idSchema }),
    z.object({ kind: z.literal('validation'), id: idSchema }),
  ]),
  folder: z.string(),
  files: z.array(exportedFileSchema),
  createdAt: instantSchema,
})
export type Export = z.infer<typeof exportSchema>

export const exportMethods = {
  'exports.list': method({ params: nothingSchema, result: z.array(exportSchema) }),
  /**
   * Writes estimates of an inpainting, all complete ones unless some are named, in standardised units and in the map's
   * own; `folder` null means exports/ in the home.
   */
  'exports.create': method({
    params: conversionSchema.extend({
      inpaintingId: idSchema,
      estimates: z.array(estimateNameSchema).min(1).nullable().default(null),
      formats: z.array(inpaintingFormatSchema).min(1),
      folder: targetSchema.nullable().default(null),
    }),
    result: exportSchema,
  }),
  /**
   * Writes patches of a dataset as a job, whose `subject` is the dataset: the table of those chosen, and pictures in
   * the map's unit, or another, and standardised.
   */
  'exports.patches': method({
    params: conversionSchema.extend({
      datasetId: idSchema,
      choice: patchChoiceSchema.default({}),
      formats: z.array(exportFormatSchema).min(1),
      folder: targetSchema.nullable().default(null),
    }),
    result: jobSchema,
  }),
  /** Draws samples of a run into files as a job, whose `subject` is the run. */
  'exports.samples': method({
    params: sampleExportSchema.extend({
      runId: idSchema,
      folder: targetSchema.nullable().default(null),
    }),
    result: jobSchema,
  }),
  /** Writes a run's weights as one .safetensors file, with Keras's names and layouts. */
  'exports.weights': method({
    params: z.object({
      runId: idSchema,
      checkpoint: checkpointSchema.default('best'),
      folder: targetSchema.nullable().default(null),
    }),
    result: exportSchema,
  }),
  /**
   * Writes a validation's figures (SVG, PDF, and PNG of 300 dpi), numbers (CSV) and report (report.html,
   * self-contained); with another validation's beside them if `besideId` is given.
   */
  'exports.validation': method({
    params: z.object({
      validationId: idSchema,
      besideId: idSchema.nullable().default(null),
      folder: targetSchema.nullable().default(null),
    }),
    result: exportSchema,
  }),
}

export const exportEvents = { 'exports.changed': changeEvent(exportSchema) }

/** Address that downloads one exported file. */
export const exportedFileAddress = (exportId: string, name: string) =>
  `/data/exports/${exportId}/${encodeURIComponent(name)}`
