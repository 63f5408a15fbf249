import type { z } from 'zod'

/** How a type is written: schemas that have a name by it, fields with what their comments say. */
export interface Naming {
  /** The name of a schema, if it has one. */
  nameOf(schema: z.ZodType): string | undefined
  /** What the source says of a field of an object. */
  remarkOf(schema: z.ZodType, field: string): string | undefined
}

// Zod's definitions, as far as the contract uses them.
interface Definition {
  type: string
  shape?: Record<string, z.ZodType>
  catchall?: z.ZodType
  element?: z.ZodType
  items?: z.ZodType[]
  options?: z.ZodType[]
  left?: z.ZodType
  right?: z.ZodType
  entries?: Record<string, string>
  values?: unknown[]
  keyType?: z.ZodType
  valueType?: z.ZodType
  innerType?: z.ZodType
  in?: z.ZodType
  getter?: () => z.ZodType
  checks?: { _zod: { def: Check } }[]
}
interface Check {
  check: string
  value?: number
  inclusive?: boolean
  minimum?: number
  maximum?: number
}
const definitionOf = (schema: z.ZodType) => schema._zod.def as unknown as Definition

const widest = 100

/**
 * The type that a schema accepts, as TypeScript, over several lines if it is long. Bounds of numbers and lengths of
 * texts stand in remarks.
 * @param depth levels of indentation of the lines after the first
 */
export function typeText(schema: z.ZodType, naming: Naming, depth = 0): string {
  return naming.nameOf(schema) ?? structureText(schema, naming, depth)
}

/** The same for a schema whose own name is not to be used, as where it is defined. */
export function structureText(schema: z.ZodType, naming: Naming, depth = 0): string {
  const inner = (of: z.ZodType) => typeText(of, naming, depth)
  const definition = definitionOf(schema)
  switch (definition.type) {
    case 'object':
      return objectText(schema, naming, depth)
    case 'array':
      return `${grouped(inner(definition.element!))}[]`
    case 'tuple':
      return `[${definition.items!.map(inner).join(', ')}]`
    case 'record':
      return `Record<${inner(definition.keyType!)}, ${inner(definition.valueType!)}>`
    case 'enum':
      return Object.values(definition.entries!).map(quoted).join(' | ')
    case 'literal':
      return definition.values!.map(quoted).join(' | ')
    case 'union':
      return [...new Set(definition.options!.map(inner))].join(' | ')
    case 'intersection':
      return [definition.left!, definition.right!].map((part) => grouped(inner(part))).join(' & ')
    case 'nullable':
      return `${inner(definition.innerType!)} | null`
    case 'optional':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'catch':
      return inner(definition.innerType!)
    case 'pipe':
      return inner(definition.in!)
    case 'lazy':
      return inner(definition.getter!())
    case 'custom': // Checked by a function, of which the remark tells.
      return 'unknown'
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'unknown':
    case 'undefined':
      return definition.type
  }
  throw new Error(`no text for a schema of the type ${definition.type}`)
}

const quoted = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value))
const grouped = (text: string) => (text.includes(' ') && !/^[{[]/.test(text) ? `(${text})` : text)

function objectText(schema: z.ZodType, naming: Naming, depth: number) {
  const { shape } = definitionOf(schema)
  const fields = Object.entries(shape!).map(([name, field]) => ({
    text: `${name}${isOptional(field) ? '?' : ''}: ${typeText(field, naming, depth + 1)}`,
    remark: [fieldBounds(field, naming), naming.remarkOf(schema, name)].filter(Boolean).join('. '),
  }))
  if (!fields.length) return '{}'
  const line = `{ ${fields.map(({ text }) => text).join(', ')} }`
  if (fields.every(({ remark }) => !remark) && line.length + 2 * depth < widest && !line.includes('\n')) return line
  const indent = '  '.repeat(depth + 1)
  const lines = fields.map(({ text, remark }) => `${indent}${text}${remark ? ` // ${remark}` : ''}`)
  // The remark of a field of several lines stands above it.
  const placed = lines.map((text, i) => {
    const { remark } = fields[i]
    return remark && fields[i].text.includes('\n') ? `${indent}// ${remark}\n${indent}${fields[i].text}` : text
  })
  return `{\n${placed.join('\n')}\n${'  '.repeat(depth)}}`
}

const isOptional = (schema: z.ZodType) => schema.safeParse(undefined).success

/** The bounds of what a field may hold, unless they are told where its type is defined. */
function fieldBounds(schema: z.ZodType, naming: Naming): string {
  if (naming.nameOf(schema)) return ''
  const { innerType } = definitionOf(schema)
  return innerType ? fieldBounds(innerType, naming) : boundsOf(schema)
}

/** Bounds of a number, or of a text's or a list's length: `integer, 8 to 4096`. */
export function boundsOf(schema: z.ZodType): string {
  const definition = definitionOf(schema)
  const checks = definition.checks?.map((check) => check._zod.def) ?? []
  const find = (...kinds: string[]) => checks.find(({ check }) => kinds.includes(check))
  const low = find('greater_than', 'min_length')
  const high = find('less_than', 'max_length')
  const from = low && (low.inclusive === false ? `above ${low.value}` : `${low.value ?? low.minimum}`)
  const to = high && (high.inclusive === false ? `below ${high.value}` : `${high.value ?? high.maximum}`)
  const range =
    from && to ? `${from} to ${to}` : from ? from.replace(/^\d/, 'at least $&') : to?.replace(/^\d/, 'at most $&')
  if (range === 'at least 1' && definition.type === 'string') return 'not empty'
  const unit = { string: ' characters', array: ' elements' }[definition.type] ?? ''
  return [find('number_format') && 'integer', range && `${range}${unit}`].filter(Boolean).join(', ')
}
