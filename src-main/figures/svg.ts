import { element, escapeText, short } from '../../src-shared/text/markup.ts'
import { familyStack } from './typeface.ts'

/** Ink on white paper. */
export const ink = '#222222'
export const rule = '#dddddd'
/** CSS pixels (1/96 inch, a figure's unit) per millimetre. */
export const millimetre = 96 / 25.4
/** Font sizes, 9 and 10 point: easy to read on paper. */
export const typeSize = { label: 12, title: 13 } as const

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

/** A part of a figure: markup relative to its own origin, and its size. */
export interface Part {
  width: number
  height: number
  markup: string
}

/** A whole figure: parts stacked vertically on white. */
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

/** Parts side by side. */
export function beside(parts: readonly Part[], { gap = 16 } = {}): Part {
  let left = 0
  const placed = parts.map((part) => {
    const markup = element('g', { transform: `translate(${short(left)} 0)` }, part.markup)
    left += part.width + gap
    return markup
  })
  return { width: left - gap, height: Math.max(...parts.map((part) => part.height)), markup: placed.join('\n') }
}
