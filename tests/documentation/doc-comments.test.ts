import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { docComments } from './doc-comments.ts'
import { namedTypes } from './named-types.ts'
import { typeText } from './type-text.ts'

const source = `
/** A position on the sky,
 *  in degrees. @see nothing */
export const placeSchema = z.object({
  /** East of the centre. */
  lon: z.number(),
  lat: z.number(),
  within: z.object({
    /** Not of the outermost object. */
    radius: z.number(),
  }),
})
export const methods = {
  /** Finds it */
  'places.find': method({}),
}
`
const comments = docComments([source])

describe('doc comments', () => {
  it('of constants and methods are sentences in one line, without tags', () => {
    expect(comments.ofName.get('placeSchema')).toBe('A position on the sky, in degrees.')
    expect(comments.ofName.get('places.find')).toBe('Finds it.')
  })

  it('of fields are those of the outermost object', () => {
    expect([...comments.ofField.get('placeSchema')!]).toEqual([['lon', 'East of the centre.']])
  })
})

describe('a type', () => {
  const idSchema = z.string().min(1).max(9)
  const placeSchema = z.object({ lon: z.number(), lat: z.number().min(-90).max(90) })
  const types = namedTypes([{ idSchema, placeSchema }], comments)

  it.each([
    [
      z.object({ a: z.string().nullable(), b: z.array(z.enum(['x', 'y'])).optional() }),
      "{ a: string | null, b?: ('x' | 'y')[] }",
    ],
    [z.record(z.string(), z.tuple([z.number(), z.boolean()])), 'Record<string, [number, boolean]>'],
    [z.union([z.literal(1), z.null(), z.string().transform(Number)]), '1 | null | string'],
    [z.array(placeSchema), 'Place[]'],
    [z.object({ id: idSchema }), '{ id: Id }'],
  ])('is written as TypeScript: %#', (schema, text) => {
    expect(typeText(schema as z.ZodType, types)).toBe(text)
  })

  it.each([
    [z.number().int().min(8).max(20).default(9), 'integer, 8 to 20'],
    [z.number().gt(0), 'above 0'],
    [z.number().lt(3).nullable(), 'below 3'],
    [z.string().max(9).optional(), 'at most 9 characters'],
    [z.string().min(1), 'not empty'],
    [z.array(z.string()).min(2), 'at least 2 elements'],
  ])('has its bounds in a remark: %#', (schema, remark) => {
    expect(typeText(z.object({ x: schema as z.ZodType }), types)).toContain(`// ${remark}\n`)
  })

  it('with a name is defined with its comments, once it was used', () => {
    expect(types.definitions()).toContain('### Place\n\nA position on the sky, in degrees.')
    expect(types.definitions()).toContain('lon: number // East of the centre.\n  lat: number // -90 to 90')
    expect(types.definitions()).toContain('type Id = string // 1 to 9 characters')
  })
})
