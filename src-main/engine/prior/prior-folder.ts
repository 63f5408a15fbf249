import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z, ZodError } from 'zod'
import { priorKindSchema, priorLatentsSchema, type PriorLatents } from '../../../src-preload/contract/priors.ts'
import { checkpointSchema } from '../../../src-preload/contract/runs.ts'
import { failureSchema, idSchema, instantSchema } from '../../../src-preload/contract/states.ts'
import { EngineError } from '../runtime/errors.ts'

// A prior's folder, runs/<id>/priors/<name>/, has the files of a flow's training, and these.

export const priorFiles = (folder: string) => ({
  /** What the prior is, and of what latents. */
  record: join(folder, 'prior.json'),
  /** Posteriors of the run's patches, in the files of a dataset: what the prior is trained on. */
  latents: join(folder, 'latents'),
  /** Of a Gaussian: float32 [latents], and the lower triangle of its covariance's Cholesky factor, [latents, latents]. */
  mean: join(folder, 'mean.npy'),
  factor: join(folder, 'factor.npy'),
})

export const priorRecordSchema = z.object({
  format: z.literal('cirrus-prior-1'),
  kind: priorKindSchema,
  /** Tells apart two priors of one name; null in older records. */
  createdAt: instantSchema.nullable().default(null),
  /** The trial of a study that it was; null for one that was trained by itself. */
  trial: z.object({ studyId: idSchema, number: z.number().int() }).nullable().default(null),
  /** The run's checkpoint that was asked for. */
  checkpoint: checkpointSchema.default('best'),
  /** Null until the run's patches are encoded, and a prior that is computed is complete. */
  latents: priorLatentsSchema.nullable(),
  /** Why its training failed; null once it goes on. */
  failure: failureSchema.nullable().default(null),
})
export type PriorRecord = z.infer<typeof priorRecordSchema>

/** @throws EngineError 'checkpoint' for a folder that holds no prior, or one that was stopped before it had latents */
export async function readPrior(folder: string): Promise<PriorRecord & { latents: PriorLatents }> {
  const { latents, ...record } = await readPriorRecord(folder)
  if (latents) return { ...record, latents }
  throw new EngineError('checkpoint', `${folder} was stopped before the run was encoded. Resume the prior first.`)
}

/** @throws EngineError 'checkpoint' for a folder that holds no prior, or a damaged one */
export async function readPriorRecord(folder: string): Promise<PriorRecord> {
  const file = priorFiles(folder).record
  try {
    return priorRecordSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new EngineError('checkpoint', `${file} is missing: train the prior first.`, { cause })
    }
    if (cause instanceof ZodError || cause instanceof SyntaxError) {
      throw new EngineError('checkpoint', `${file} is damaged. Train the prior again.`, { cause })
    }
    throw cause
  }
}
