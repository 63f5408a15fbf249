/** An SVG element: name, attributes, text and children. */
export interface SvgElement {
  name: string
  attributes: Record<string, string>
  text: string
  children: SvgElement[]
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decoded = (text: string) => text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)

/**
 * A strict parser of the XML of figures: one root, closed tags, attributes once and in quotes, no bare &.
 * @throws Error if it is not well-formed
 */
export function readSvg(text: string): SvgElement {
  const root: SvgElement = { name: '#root', attributes: {}, text: '', children: [] }
  const open = [root]
  let at = 0
  const fail = (why: string) => {
    throw new Error(`${why} at ${at}: ${text.slice(at, at + 60)}`)
  }
  while (at < text.length) {
    const next = text.indexOf('<', at)
    const plain = text.slice(at, next < 0 ? text.length : next)
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(plain)) fail('a bare &')
    open.at(-1)!.text += decoded(plain)
    if (next < 0) break
    at = next
    const tag = /^<(\/?)([\w:-]+)((?:\s+[\w:-]+\s*=\s*"[^"<]*")*)\s*(\/?)>|^<\?xml [^?]*\?>/.exec(text.slice(at))
    if (!tag) fail('no tag')
    at += tag![0].length
    const [, closes, name, words, empty] = tag!
    if (name === undefined) continue
    if (closes) {
      if (open.pop()!.name !== name) fail(`</${name}> closes something else`)
      continue
    }
    const attributes: Record<string, string> = {}
    for (const [, key, value] of words.matchAll(/([\w:-]+)\s*=\s*"([^"]*)"/g)) {
      if (key in attributes) fail(`${key} twice`)
      if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(value)) fail('a bare & in an attribute')
      attributes[key] = decoded(value)
    }
    const element: SvgElement = { name, attributes, text: '', children: [] }
    open.at(-1)!.children.push(element)
    if (!empty) open.push(element)
  }
  if (open.length !== 1 || root.children.length !== 1) fail('not one closed root')
  return root.children[0]
}

/** All elements of a name, at any depth. */
export const elementsOf = (element: SvgElement, name: string): SvgElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => elementsOf(child, name)),
]

export const textsOf = (element: SvgElement): string[] => elementsOf(element, 'text').map(({ text }) => text)
