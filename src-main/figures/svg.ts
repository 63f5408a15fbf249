import { familyStack } from './typeface.ts'

/** Ink on white paper. */
export const ink = '#222222'
export const rule = '#dddddd'
/** Pixels of CSS (1/96 inch) in a millimetre: a figure's unit. */
export const millimetre = 96 / 25.4
/** Sizes of type, 9 and 10 point: read without effort on paper. */
export const typeSize = { label: 12, title: 13 } as const

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Text as it may stand between tags or in quotes, in XML and in HTML. */
export const escapeText = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign])

/** A number with at most three decimals. */
export const short = (value: number) => String(Number(value.toFixed(3)))

type Attributes = Record<string, string | number>
/** An element of SVG with its content, which is markup already. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const words = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escapeText(value)}"`,
  )
  return content === '' ? `<${name}${words.join('')}/>` : `<${name}${words.join('')}>${content}</${name}>`
}

/** A line of text. */
export const textAt = (
  text: string,
  x: number,
  y: number,
  { size = typeSize.label, anchor = 'start', bold = false, turned = false } = {},
) =>
  element(
    'text',
    {
      x,
      y,
      'font-family': familyStack,
      'font-size': size,
      'text-anchor': anchor,
      fill: ink,
      ...(bold ? { 'font-weight': 'bold' } : {}),
      ...(turned ? { transform: `rotate(-90 ${short(x)} ${short(y)})` } : {}),
    },
    escapeText(text),
  )

/** A part of a figure: markup about its own origin, as large as it says. */
export interface Part {
  width: number
  height: number
  markup: string
}

/** A whole figure of parts below each other, on white. */
export function page(parts: readonly Part[], { gap = 12 } = {}): string {
  const width = Math.max(...parts.map((part) => part.width))
  let top = 0
  const placed = parts.map((part) => {
    const markup = element(
      'g',
      { transform: `translate(${short((width - part.width) / 2)} ${short(top)})` },
      part.markup,
    )
    top += part.height + gap
    return markup
  })
  const height = top - gap
  return element(
    'svg',
    { width, height, viewBox: `0 0 ${short(width)} ${short(height)}`, xmlns: 'http://www.w3.org/2000/svg' },
    `\n${[element('rect', { width, height, fill: '#ffffff' }), ...placed].join('\n')}\n`,
  )
}

/** Parts beside each other. */
export function beside(parts: readonly Part[], { gap = 16 } = {}): Part {
  let left = 0
  const placed = parts.map((part) => {
    const markup = element('g', { transform: `translate(${short(left)} 0)` }, part.markup)
    left += part.width + gap
    return markup
  })
  return { width: left - gap, height: Math.max(...parts.map((part) => part.height)), markup: placed.join('\n') }
}
