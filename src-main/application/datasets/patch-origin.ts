import { z } from 'zod'
import { patchStackSchema } from '../../../src-preload/contract/datasets.ts'

/** What the records of results keep of where their patches come from: a map or a stack; the other is null. */
export const originShape = {
  map: z
    .object({ path: z.string(), column: z.string(), unit: z.string(), citation: z.string().nullable() })
    .nullable()
    .default(null),
  stack: patchStackSchema.extend({ unit: z.string() }).nullable().default(null),
}

/** Unit of the values before they were scaled and standardised; '' if it is not known. */
export const unitOf = ({ map, stack }: { map: { unit: string } | null; stack: { unit: string } | null }): string =>
  (map ?? stack)?.unit ?? ''

/**
 * The row of a stack that became a patch.
 * @param leftOut rows of the stack that gave no patch, ascending
 */
export function rowOfStack(patch: number, leftOut: readonly number[]): number {
  let row = patch
  for (const out of leftOut) {
    if (out > row) break
    row++
  }
  return row
}
