const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Text escaped for use between tags or in quotes, in XML and in HTML. */
export const escapeText = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign])

/** A number with at most three decimals. */
export const short = (value: number) => String(Number(value.toFixed(3)))

type Attributes = Record<string, string | number | undefined>
/** An XML element. Undefined attributes are left out; the content is already markup. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const words = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${typeof value === 'number' ? short(value) : escapeText(value)}"`,
  )
  return content === '' ? `<${name}${words.join('')}/>` : `<${name}${words.join('')}>${content}</${name}>`
}
