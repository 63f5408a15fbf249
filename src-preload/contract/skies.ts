import { z } from 'zod'
import { standardisations } from '../../src-shared/sky/scale.ts'
import { method } from '../rpc/table.ts'
import { jobSchema } from './jobs.ts'
import { newMapFileSchema, nsideSchema, orderingSchema } from './map-making.ts'
import { checkpointSchema } from './runs.ts'
import { givenNumbersSchema } from './samples.ts'
import { solverStepsSchema } from './solver.ts'
import { idSchema } from './states.ts'

/** Steps of the solver unless others are asked for, for each octave. */
export const usualSkySteps = 24

/** A whole sky to draw from a run's flow. The same run, checkpoint, seed and realisation give the same sky. */
export const skyOrderSchema = z.object({
  runId: idSchema,
  checkpoint: checkpointSchema.default('best'),
  nside: nsideSchema,
  ordering: orderingSchema.default('RING'),
  /** Of all realisations. */
  seed: z.number().int().min(0).default(0),
  realisation: z.number().int().min(0).default(0),
  /** Largest distance between the centres of neighbouring patches, degrees; null is half their width, or less for small patches. */
  step: z.number().min(1e-3).max(90).nullable().default(null),
  solverSteps: solverStepsSchema.default(usualSkySteps),
  /** For all patches: conditions of the flow, and the mean and std that undo their standardisation. */
  given: givenNumbersSchema.default({}),
  /** A map of the catalog that says mean, std and texture of each patch; its column is the dataset's or the first if null. */
  like: z
    .object({ mapId: idSchema, column: z.string().min(1).nullable().default(null) })
    .nullable()
    .default(null),
  out: newMapFileSchema,
})
export type SkyOrder = z.infer<typeof skyOrderSchema>

/** What a sky would be, before any of it is drawn. */
export const skyPreviewSchema = z.object({
  patches: z.number().int(),
  /** Pixels and degrees on a side of a patch; degrees between the centres of neighbouring ones, at most. */
  size: z.number().int(),
  width: z.number(),
  step: z.number(),
  /** Networks that draw one after another, from coarse to fine. */
  networks: z.number().int(),
  standardisation: z.enum(standardisations),
  /** Of the map's column; the unit is empty for standardised values. */
  column: z.string(),
  unit: z.string(),
  /** Size of the file. */
  bytes: z.number(),
  /** Rough time to draw it, by the speed of the run's training; null if that is not known. */
  seconds: z.number().nullable(),
})
export type SkyPreview = z.infer<typeof skyPreviewSchema>

export const skyMethods = {
  /** Refuses what `skies.draw` would, naming the field, but for values of the map in `like`, which only drawing reads. */
  'skies.preview': method({ params: skyOrderSchema, result: skyPreviewSchema }),
  /** A job that ends with the sky in the list of maps; its `subject` is the map once it is open. */
  'skies.draw': method({ params: skyOrderSchema, result: jobSchema }),
}
