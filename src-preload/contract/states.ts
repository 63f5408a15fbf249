import { z } from 'zod'
import { event } from '../rpc/table.ts'

/** States of anything that takes time, in the words of Optuna and Vizier. */
export const stateSchema = z.enum(['waiting', 'running', 'complete', 'pruned', 'failed', 'interrupted'])
export type State = z.infer<typeof stateSchema>

/** Whether something is not at its end: it waits for its turn, or is at work. */
export const isUnderWay = ({ state }: { state: string }): boolean => state === 'waiting' || state === 'running'

/** Identifiers are short, readable and safe in a path or an address: `demo-2026-11-23-a`. */
export const idSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dot, dash and underscore only')

/** An event that tells what became of a record; null once it is removed. */
export const changeEvent = <T extends z.ZodType>(record: T) =>
  event(z.object({ id: idSchema, record: record.nullable() }))

/** Instants travel as ISO 8601 text in UTC. */
export const instantSchema = z.iso.datetime()

/** A failure as it is stored and shown: what happened, and what to copy for a report. */
export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.string().optional(),
})
export type Failure = z.infer<typeof failureSchema>
