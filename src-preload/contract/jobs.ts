import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { failureSchema, idSchema, instantSchema, nothingSchema, oneSchema, stateSchema } from './states.ts'

/** A long task, as the job tray shows it. Jobs live as long as the host; what came of them is in the catalog. */
export const jobSchema = z.object({
  id: idSchema,
  kind: z.enum(['map', 'dataset', 'run', 'study', 'validation', 'inpainting', 'demo']),
  title: z.string(),
  /** What the job makes or changes, so that the tray can link to it: the page's address is /runs/{subject}, /studies/{subject}, ... */
  subject: idSchema.nullable(),
  state: stateSchema,
  /** 0 to 1, or null where it is not known. */
  fraction: z.number().nullable(),
  /** One short line: what is being done now, or what came of it. */
  note: z.string(),
  secondsLeft: z.number().nullable(),
  failure: failureSchema.nullable(),
  cancellable: z.boolean(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
})
export type Job = z.infer<typeof jobSchema>

export const jobMethods = {
  'jobs.list': method({ params: nothingSchema, result: z.array(jobSchema) }),
  'jobs.cancel': method({ params: oneSchema, result: nothingSchema }),
  /** Forgets the finished ones. */
  'jobs.clear': method({ params: nothingSchema, result: nothingSchema }),
}

export const jobEvents = { 'jobs.changed': event(jobSchema) }
