import type { z } from 'zod'
import { expect } from 'vitest'

/** One parameter: allowed values, and values that are refused under its name. */
export interface Limits {
  /** Path of the parameter: `config.batchSize`. */
  field: string
  taken: readonly unknown[]
  refused: readonly unknown[]
}

/** A copy of parameters with one changed, at any depth; undefined removes it. */
export function withValue<T extends object>(params: T, field: string, value: unknown): T {
  const copy = structuredClone(params)
  const path = field.split('.')
  const last = path.pop()!
  const place = path.reduce<Record<string, unknown>>((at, name) => at[name] as Record<string, unknown>, copy as never)
  if (value === undefined) delete place[last]
  else place[last] = value
  return copy
}

/** The path at which parameters are refused, as in the field of the server's error. */
export const refusedAt = (schema: z.ZodType, params: unknown): string | undefined =>
  schema.safeParse(params).error?.issues[0].path.map(String).join('.')

/** The message about the first parameter that is refused. */
export const sentenceFor = (schema: z.ZodType, params: unknown): string | undefined =>
  schema.safeParse(params).error?.issues[0].message

/** Expects a parameter's limits to be as given, and values beyond them to be refused under its name. */
export function expectLimits(schema: z.ZodType, params: object, { field, taken, refused }: Limits): void {
  for (const value of taken)
    expect(refusedAt(schema, withValue(params, field, value)), `${field} = ${JSON.stringify(value)}`).toBeUndefined()
  for (const value of refused) {
    const at = refusedAt(schema, withValue(params, field, value))
    expect(at?.startsWith(field), `${field} = ${String(value)} is refused at ${at}`).toBe(true)
  }
}
