import type { Draw } from '../../fuzz/fits/draw.ts'

/** The part of JSON Schema that Zod writes. */
export interface JsonSchema {
  type?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: JsonSchema | boolean
  propertyNames?: JsonSchema
  items?: JsonSchema | boolean
  prefixItems?: JsonSchema[]
  minItems?: number
  maxItems?: number
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  default?: unknown
  $ref?: string
  $defs?: Record<string, JsonSchema>
}

/** Text for a key, of what there is or might be; null leaves it to the schema. */
export type TextOf = (key: string, draw: Draw) => string | null

/**
 * A value that mostly fits a schema: optional keys are there or not, numbers are small ones, or extremes of their range.
 * @param textOf names, identifiers and paths, by the key that they stand under
 */
export function valueOf(schema: JsonSchema, draw: Draw, textOf: TextOf): unknown {
  const defs = schema.$defs ?? {}
  const make = (part: JsonSchema, key: string, depth: number): unknown => {
    if (part.$ref !== undefined) return depth > 6 ? null : make(referred(part.$ref, schema, defs), key, depth + 1)
    if ('const' in part) return part.const
    if (part.enum) return draw.pick(part.enum)
    const choices = part.anyOf ?? part.oneOf
    if (choices) return make(draw.pick(choices), key, depth + 1)
    if (part.allOf) return Object.assign({}, ...part.allOf.map((each) => make(each, key, depth + 1)))
    switch (part.type) {
      case 'object':
        return objectOf(part, key, depth)
      case 'array':
        return arrayOf(part, key, depth)
      case 'string':
        return textOf(key, draw) ?? draw.pick(['a', 'A map', 'learningRate', '2', '10:00:00', '--qos=long'])
      case 'integer':
      case 'number':
        return numberOf(part, draw)
      case 'boolean':
        return draw.chance(0.5)
      case 'null':
        return null
      default:
        return draw.pick([null, 0, 'a', {}, []])
    }
  }
  const objectOf = (part: JsonSchema, key: string, depth: number) => {
    const { properties = {}, required = [], additionalProperties } = part
    const made: Record<string, unknown> = {}
    for (const [name, each] of Object.entries(properties)) {
      if (required.includes(name) || draw.chance(depth > 4 ? 0.1 : 0.35)) made[name] = make(each, name, depth + 1)
    }
    if (typeof additionalProperties === 'object') {
      for (let n = draw.below(3); n > 0; n--)
        made[textOf('key', draw) ?? 'a'] = make(additionalProperties, key, depth + 1)
    }
    return made
  }
  const arrayOf = ({ prefixItems, items, minItems = 0, maxItems = 4 }: JsonSchema, key: string, depth: number) => {
    if (prefixItems) return prefixItems.map((each) => make(each, key, depth + 1))
    const length = minItems + draw.below(Math.min(4, maxItems - minItems) + 1)
    return Array.from({ length }, () => (typeof items === 'object' ? make(items, key, depth + 1) : 0))
  }
  return make(schema, '', 0)
}

function referred(ref: string, root: JsonSchema, defs: Record<string, JsonSchema>): JsonSchema {
  return ref === '#' ? root : (defs[ref.split('/').at(-1)!] ?? {})
}

function numberOf(schema: JsonSchema, draw: Draw): number {
  const low = schema.minimum ?? schema.exclusiveMinimum ?? -1000
  const high = schema.maximum ?? schema.exclusiveMaximum ?? 1e6
  const isWhole = schema.type === 'integer'
  if (draw.chance(0.06)) return draw.pick([low, high])
  if (typeof schema.default === 'number' && draw.chance(0.3)) return schema.default
  const span = Math.min(high - low, draw.pick([1, 4, 16, 64]))
  const value = low + (span * draw.below(1025)) / 1024
  return isWhole ? Math.round(value) : schema.exclusiveMinimum === undefined ? value : value + span / 2048
}
