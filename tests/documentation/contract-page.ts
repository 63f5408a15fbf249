import type { z } from 'zod'
import type { Contract } from '../../src-preload/rpc/table.ts'
import type { NamedTypes } from './named-types.ts'
import { typeText } from './type-text.ts'

const intro = `# The contract

What a window may ask of Cirrus, and what it is told. The desktop's window, a browser, and any other program that speaks to \`cirrus serve\` have the same methods and events ([architecture](architecture.md)). This page is made from their schemas in \`src-preload/contract\` by \`npm run unit -- tests/documentation -u\`; a test holds it to them.

Both sides parse what they receive: parameters that do not fit are refused with the code \`invalid-params\` and the field. A method without Params or Result has none. Large arrays are not sent as results but read as resources under \`/data\`.
`

/** The page of all methods and events of a contract, domain by domain, and of the types that they use. */
export function contractPage({ methods, events }: Contract, types: NamedTypes): string {
  const domains = [...new Set([...Object.keys(methods), ...Object.keys(events)].map(domainOf))]
  const sections = domains.map((domain) => {
    const own = <T>(table: Readonly<Record<string, T>>) =>
      Object.entries(table).filter(([name]) => domainOf(name) === domain)
    const parts = own(methods).map(([name, { params, result, progress }]) =>
      entry(name, { Params: params, Result: result, Progress: progress }, types),
    )
    const told = own(events).map(([name, payload]) => entry(name, { Event: payload }, types))
    return [`## ${domain}`, ...parts, ...told].join('\n\n')
  })
  return `${[intro.trim(), ...sections, `## Types\n\n${types.definitions()}`].join('\n\n')}\n`
}

const domainOf = (name: string) => name.split('.')[0]

function entry(name: string, schemas: Record<string, z.ZodType | undefined>, types: NamedTypes) {
  const lines = Object.entries(schemas)
    .filter((pair): pair is [string, z.ZodType] => pair[1] !== undefined)
    .map(([role, schema]) => ({ role, text: typeText(schema, types) }))
    .filter(({ text }) => text !== '{}')
    .map(({ role, text }) => `type ${role} = ${text}`)
  const block = lines.length ? `\`\`\`ts\n${lines.join('\n')}\n\`\`\`` : ''
  return [`### ${name}`, types.commentOf(name), block].filter(Boolean).join('\n\n')
}
