/** What the sources say of their schemas and methods. */
export interface DocComments {
  /** By the name of a constant, or of a method or an event. */
  ofName: ReadonlyMap<string, string>
  /** By the name of a constant, and then by that of a field of its outermost object. */
  ofField: ReadonlyMap<string, ReadonlyMap<string, string>>
}

const comment = String.raw`\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n`
const declaration = /^(?:export )?const (\w+)\b[^\n]*/gm

/** The doc comments of sources: those of constants, of methods and events, and of the fields of schemas. */
export function docComments(sources: Iterable<string>): DocComments {
  const ofName = new Map<string, string>()
  const ofField = new Map<string, ReadonlyMap<string, string>>()
  for (const source of sources) {
    for (const [, text, name] of source.matchAll(new RegExp(`^${comment}(?:export )?const (\\w+)`, 'gm'))) {
      ofName.set(name, sentence(text))
    }
    for (const [, text, name] of source.matchAll(new RegExp(`^ *${comment} *'(\\w+\\.\\w+)':`, 'gm'))) {
      ofName.set(name, sentence(text))
    }
    const starts = [...source.matchAll(declaration)]
    for (const [i, { 1: name, index }] of starts.entries()) {
      const block = source.slice(index, starts[i + 1]?.index)
      const fields = [...block.matchAll(new RegExp(`^  ${comment}  (\\w+):`, 'gm'))]
      if (fields.length) ofField.set(name, new Map(fields.map(([, text, field]) => [field, plain(text)])))
    }
  }
  return { ofName, ofField }
}

/** Its words in one line, without stars and tags. */
const plain = (text: string) =>
  text
    .replace(/^\s*\* ?/gm, '')
    .replace(/(^|\s)@\w+\s[\s\S]*/, '')
    .replace(/\s+/g, ' ')
    .trim()

const sentence = (text: string) => plain(text).replace(/[^.!?]$/, '$&.')
