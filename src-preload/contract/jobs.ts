import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { failureSchema, idSchema, instantSchema, nothingSchema, oneSchema, stateSchema } from './states.ts'

/** A long operation, as shown in the job tray. Jobs live as long as the host; their results are in the catalog. */
export const jobSchema = z.object({
  id: idSchema,
  kind: z.enum(['map', 'dataset', 'run', 'prior', 'study', 'validation', 'inpainting', 'tensorflow', 'demo']),
  title: z.string(),
  /**
   * The id of what the job makes or changes, so that the tray can link to it: the page's address is /runs/{subject},
   * /studies/{subject}, ...
   */
  subject: idSchema.nullable(),
  state: stateSchema,
  /** 0 to 1; null if not known. */
  fraction: z.number().nullable(),
  /** One short line: the current step, or the outcome. */
  note: z.string(),
  secondsLeft: z.number().nullable(),
  failure: failureSchema.nullable(),
  cancellable: z.boolean(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
})
export type Job = z.infer<typeof jobSchema>

/** Mean progress of the jobs that report it, 0 to 1; null if none does. */
export function meanFraction(jobs: readonly Pick<Job, 'fraction'>[]): number | null {
  const known = jobs.map(({ fraction }) => fraction).filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

export const jobMethods = {
  'jobs.list': method({ params: nothingSchema, result: z.array(jobSchema) }),
  'jobs.cancel': method({ params: oneSchema, result: nothingSchema }),
  /** Removes finished jobs from the list. */
  'jobs.clear': method({ params: nothingSchema, result: nothingSchema }),
}

export const jobEvents = { 'jobs.changed': event(jobSchema) }
