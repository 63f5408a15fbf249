import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { channelQuery, splitNameSchema } from './datasets.ts'
import { priorNameSchema } from './priors.ts'
import { checkpointSchema, type CheckpointChoice } from './runs.ts'
import { solverSchema, solverStepsSchema, type SolverName } from './solver.ts'
import { idSchema, pathSchema } from './states.ts'

/** How noise becomes a patch. */
export interface Solved {
  /** How a flow is solved, and in how many steps; the engine's own choice if omitted. */
  solver?: SolverName
  solverSteps?: number
  /** Name of the run's prior; N(0, 1) if omitted. */
  prior?: string
  /** `map`: brought back to the map's unit; standardised if omitted. */
  unit?: 'standard' | 'map'
}

/** Pictures between two patches, by index, with `steps` between the ends. */
export interface Interpolation extends Solved {
  checkpoint: CheckpointChoice
  from: number
  to: number
  steps: number
}

/** Values for all samples of a draw: of the run's conditions; in the map's unit also of the patches' mean and std. */
export const givenNumbersSchema = z.record(z.string(), z.number())
export type GivenNumbers = z.infer<typeof givenNumbersSchema>

/** Draws from a run's prior, or from a flow; the same seed gives the same ones, however many there are. */
export interface PriorDraws extends Solved {
  checkpoint: CheckpointChoice
  count: number
  seed: number
  /** What isn't given is that of a training patch, drawn for each sample. */
  given?: GivenNumbers
}

/** Where samples are to lie: at positions, at those of a table, or at those of a dataset's patches. Galactic degrees. */
export const placeChoiceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('at'),
    at: z.array(z.object({ lon: z.number(), lat: z.number().min(-90).max(90) })).min(1),
  }),
  z.object({ kind: z.literal('file'), path: pathSchema }),
  z.object({ kind: z.literal('split'), split: splitNameSchema }),
])
export type PlaceChoice = z.infer<typeof placeChoiceSchema>

export const sampleFormatSchema = z.enum(['npy', 'fits'])
export type SampleFormat = z.infer<typeof sampleFormatSchema>

/** Samples to write into files. */
export const sampleExportSchema = z.object({
  checkpoint: checkpointSchema,
  /** As many as there are places if omitted. */
  count: z.number().int().min(1).max(100_000).optional(),
  seed: z.number().int().min(0),
  unit: z.enum(['standard', 'map']).default('standard'),
  given: givenNumbersSchema.default({}),
  prior: priorNameSchema.optional(),
  solver: solverSchema.optional(),
  solverSteps: solverStepsSchema.optional(),
  /** Null for samples without a place. */
  places: placeChoiceSchema.nullable().default(null),
  formats: z.array(sampleFormatSchema).min(1),
})
export type SampleExport = z.infer<typeof sampleExportSchema>

/** A number that samples can be given, with its values in the training patches. */
export const sampleNumberSchema = z.object({
  name: z.string(),
  /** Whether the flow is told it: it is a condition. */
  told: z.boolean(),
  /** Whether it brings samples back to the map's unit: it is a mean or a standard deviation. */
  undoes: z.boolean(),
  /** Null where the dataset is gone: a condition is then to be given. */
  range: z.object({ least: z.number(), median: z.number(), most: z.number() }).nullable(),
})
export type SampleNumber = z.infer<typeof sampleNumberSchema>

export const sampleMethods = {
  /** The numbers that samples of a run can be given: conditions of its flow, or of a prior; mean and std of patches. */
  'samples.numbers': method({
    params: z.object({ runId: idSchema, prior: priorNameSchema.nullable().default(null) }),
    result: z.array(sampleNumberSchema),
  }),
}

const solvedQuery = ({ solver, solverSteps, prior, unit }: Solved) =>
  [
    unit === 'map' ? '&unit=map' : '',
    solver === undefined ? '' : `&solver=${solver}`,
    solverSteps === undefined ? '' : `&solverSteps=${solverSteps}`,
    prior === undefined ? '' : `&prior=${prior}`,
  ].join('')

/**
 * Address of the interpolation between two patches through the latents (Eq. 11): float32 [steps + 2, size, size], decoded at
 * lambda = 0, 1 / (steps + 1), ..., 1; the ends are the patches' posterior means, decoded. In the map's unit with means and
 * standard deviations that go evenly from those of one patch to those of the other.
 */
export const interpolationAddress = (
  runId: string,
  { checkpoint, from, to, steps, ...solved }: Interpolation,
  channel = 0,
) =>
  `/data/runs/${runId}/interpolation?checkpoint=${checkpoint}&from=${from}&to=${to}&steps=${steps}${solvedQuery(solved)}${channelQuery(channel)}`

/** Address of decoded draws from the prior: float32 [count, size, size]. */
export const priorSamplesAddress = (
  runId: string,
  { checkpoint, count, seed, given = {}, ...solved }: PriorDraws,
  channel = 0,
) => {
  const under = Object.keys(given).length === 0 ? '' : `&given=${encodeURIComponent(JSON.stringify(given))}`
  return `/data/runs/${runId}/prior-samples?checkpoint=${checkpoint}&count=${count}&seed=${seed}${under}${solvedQuery(solved)}${channelQuery(channel)}`
}
