import { z } from 'zod'
import { splitNameSchema } from './datasets.ts'

const rangeSchema = z.tuple([z.number().nullable(), z.number().nullable()])

/** Which patches of a dataset (`PatchFilter` of src-shared/sky): ranges with their ends, null where they are open. */
const patchFilterSchema = z.object({
  splits: z.array(splitNameSchema).min(1).optional(),
  /** Degrees, Galactic; from the first eastwards to the second, so that 330 to 30 goes through 0. */
  lon: rangeSchema.optional(),
  lat: rangeSchema.optional(),
  /** Mean and standard deviation as in patches.csv, of the scaled values of a channel (by default the first). */
  mean: rangeSchema.optional(),
  std: rangeSchema.optional(),
  channel: z.enum(['I', 'Q', 'U']).optional(),
})

/** The patches that pass the filter; of those listed, if there is a list. */
export const patchChoiceSchema = patchFilterSchema.extend({
  patches: z.array(z.number().int().min(0)).min(1).optional(),
})
export type PatchChoice = z.infer<typeof patchChoiceSchema>
