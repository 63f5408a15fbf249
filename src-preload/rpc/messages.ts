import { z } from 'zod'

/** Incremented whenever a message changes its meaning; both sides of a connection must agree. */
export const PROTOCOL = 1

const id = z.number().int().nonnegative()
// JSON has no `undefined`: such a value is omitted.
const value = z.unknown().optional()
const name = z.string().min(1).max(200)

const hello = z.object({ kind: z.literal('hello'), protocol: z.number().int() })
const call = z.object({ kind: z.literal('call'), id, method: name, params: value })
const cancel = z.object({ kind: z.literal('cancel'), id })
const result = z.object({ kind: z.literal('result'), id, result: value })
const error = z.object({
  kind: z.literal('error'),
  id,
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.string().optional(),
    field: z.string().optional(),
  }),
})
const progress = z.object({ kind: z.literal('progress'), id, progress: value })
const event = z.object({ kind: z.literal('event'), event: name, payload: value })

/** What a client sends. */
export const clientMessageSchema = z.discriminatedUnion('kind', [hello, call, cancel])
export type ClientMessage = z.infer<typeof clientMessageSchema>

/** What a server sends. */
export const serverMessageSchema = z.discriminatedUnion('kind', [hello, result, error, progress, event])
export type ServerMessage = z.infer<typeof serverMessageSchema>

/** The call id in a message that does not parse as a whole, so that its caller still gets an error. */
export function callIdOf(message: unknown): number | null {
  const parsed = z.object({ id }).safeParse(message)
  return parsed.success ? parsed.data.id : null
}

/** Where and why a value does not fit its schema, in one line: `params.width: expected number`. */
export function describeMisfit(problem: z.ZodError, root: string): string {
  return problem.issues.map((issue) => `${[root, ...issue.path.map(String)].join('.')}: ${issue.message}`).join('; ')
}
