import { z } from 'zod'
import type { DocComments } from './doc-comments.ts'
import { boundsOf, structureText, type Naming } from './type-text.ts'

/** The names of schemas, and the definitions of those that were used. */
export interface NamedTypes extends Naming {
  /** What the source says of a constant, a method or an event. */
  commentOf(name: string): string | undefined
  /** Every type whose name was used so far, as TypeScript, by name; the types that they use too. */
  definitions(): string
}

/**
 * Names schemas as their constants: `skyMapSchema` is `SkyMap`. What is a single word of TypeScript,
 * as a text without bounds is, stays that word.
 * @param modules the exports of modules
 */
export function namedTypes(modules: Iterable<Readonly<Record<string, unknown>>>, comments: DocComments): NamedTypes {
  const constants = new Map<z.ZodType, string>()
  for (const module of modules) {
    for (const [constant, value] of Object.entries(module)) {
      if (value instanceof z.ZodType && constant.endsWith('Schema')) constants.set(value, constant)
    }
  }
  const used = new Map<string, z.ZodType>()
  const names = new Map<z.ZodType, string | undefined>()
  const naming: Naming = {
    nameOf(schema) {
      if (!names.has(schema)) names.set(schema, chosenName(schema))
      const name = names.get(schema)
      if (name) used.set(name, schema)
      return name
    },
    remarkOf(schema, field) {
      return comments.ofField.get(constants.get(schema) ?? '')?.get(field)
    },
  }
  const chosenName = (schema: z.ZodType) => {
    const constant = constants.get(schema)
    if (!constant || (/^(\w+|\{\})$/.test(structureText(schema, naming)) && !boundsOf(schema))) return undefined
    return constant[0].toUpperCase() + constant.slice(1, -'Schema'.length)
  }
  const define = (name: string) => {
    const schema = used.get(name)!
    const comment = comments.ofName.get(constants.get(schema)!)
    const bounds = boundsOf(schema)
    const text = `type ${name} = ${structureText(schema, naming)}${bounds && ` // ${bounds}`}`
    return `### ${name}\n\n${comment ? `${comment}\n\n` : ''}\`\`\`ts\n${text}\n\`\`\``
  }
  return {
    ...naming,
    commentOf: (name) => comments.ofName.get(name),
    definitions() {
      const defined = new Map<string, string>()
      // A definition uses further names, which come after it in the map.
      for (const name of used.keys()) defined.set(name, define(name))
      const sorted = [...defined.keys()].toSorted((a, b) => a.localeCompare(b, 'en'))
      return sorted.map((name) => defined.get(name)).join('\n\n')
    },
  }
}
