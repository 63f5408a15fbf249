import { z } from 'zod'

/** States of anything that takes time, in the words of Optuna and Vizier. */
export const stateSchema = z.enum(['waiting', 'running', 'complete', 'pruned', 'failed', 'interrupted'])
export type State = z.infer<typeof stateSchema>

/** Identifiers are short, readable and safe in a path or an address: `demo-2026-11-23-a`. */
export const idSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dot, dash and underscore only')

/** Instants travel as ISO 8601 text in UTC. */
export const instantSchema = z.iso.datetime()

/** A failure as it is stored and shown: what happened, and what to copy for a report. */
export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.string().optional(),
})
export type Failure = z.infer<typeof failureSchema>
