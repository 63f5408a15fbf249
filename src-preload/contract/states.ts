import { z } from 'zod'
import { isOneLine } from '../../src-shared/text/names.ts'
import { event } from '../rpc/table.ts'

/** States of long operations, in the terms of Optuna and Vizier. */
export const stateSchema = z.enum(['waiting', 'running', 'complete', 'pruned', 'failed', 'interrupted'])
export type State = z.infer<typeof stateSchema>

/** Whether something is waiting or running. */
export const isUnderWay = ({ state }: { state: string }): boolean => state === 'waiting' || state === 'running'

/** Identifiers are short, readable and safe in a path or an address: `demo-2026-11-23-a`. */
export const idSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dot, dash and underscore only')

/** Parameters or result of a method that needs none. */
export const nothingSchema = z.object({})
/** Parameters of a method about one record. */
export const oneSchema = z.object({ id: idSchema })

/** A name given by the user: one line of text, as names stand in lists, tables and figures. */
export const nameSchema = z
  .string()
  .min(1)
  .max(120)
  .refine((name) => name.trim() !== '' && isOneLine(name), 'one line of text, without control characters')

/** A note by the user: lines of text. */
export const noteSchema = z
  .string()
  .max(10_000)
  .refine((note) => note.split(/[\n\r\t]/).every(isOneLine), 'lines of text, without control characters')

/** A file or folder named by the user. The system's own limit is lower or the same. */
export const pathSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => path.isWellFormed() && !path.includes('\0'), 'a path, without NUL or broken characters')

/**
 * A file or folder to be written, named in full by the user: a relative path would lead from wherever the host was started.
 * (Commands resolve theirs in the folder they are given in.)
 */
export const targetSchema = pathSchema.refine(
  (path) => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path),
  'a full path, from the root of the file system',
)

/** An event that carries the current record; null once it is removed. */
export const changeEvent = <T extends z.ZodType>(record: T) => event(oneSchema.extend({ record: record.nullable() }))

/** Instants are ISO 8601 text in UTC. */
export const instantSchema = z.iso.datetime()

/** A failure as stored and shown: what happened, and details to copy into a report. */
export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.string().optional(),
})
export type Failure = z.infer<typeof failureSchema>
