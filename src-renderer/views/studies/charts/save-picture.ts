import { element, escapeText } from '../../../../src-shared/text/markup.ts'
import type { ChartTheme } from '../../../charts/theme.ts'
import type { Size } from '../../../charts/use-redrawing.ts'
import { fontSize, paintFrame, toMiddle, unitGap } from './paint-frame.ts'
import { cleared, paintTrials } from './paint-trials.ts'
import { pathData } from './picture.ts'
import type { Picture, PlainPath, Words } from './picture.ts'

/** Everything in a picture, from back to front. */
function partsOf(picture: Picture, theme: ChartTheme, size: Size): readonly (PlainPath | Words)[] {
  const frame = picture.frame(theme, size)
  const trials = [...picture.trials(theme, size), ...(picture.over?.(theme, size) ?? [])]
  return picture.frameOver ? [...trials, ...frame] : [...frame, ...trials]
}

/** A picture as the data URL of a PNG file at twice the resolution; undefined if it cannot be painted. */
export function pictureAsPng(picture: Picture, theme: ChartTheme, size: Size): string | undefined {
  const canvas = document.createElement('canvas')
  const paper = cleared(canvas, size, 2)
  if (!paper) return undefined
  const ground = { box: { left: 0, top: 0, right: size.width, bottom: size.height } }
  paintTrials(paper, [{ ...ground, pen: { fill: theme.surface, width: 0, dash: [], opacity: 1 } }])
  paintFrame(paper, partsOf(picture, theme, size), theme.font)
  return canvas.toDataURL('image/png')
}

function pathAsSvg({ pen, ...shape }: PlainPath): string {
  const { stroke, fill = 'none', width, dash, opacity } = pen
  return element('path', {
    d: pathData(shape),
    fill,
    stroke,
    'stroke-width': stroke && width,
    'stroke-dasharray': stroke && dash.length > 0 ? dash.join(' ') : undefined,
    opacity: opacity < 1 ? opacity : undefined,
  })
}

const anchors = { left: undefined, center: 'middle', right: 'end' } as const

function wordsAsSvg({ text, unit, x, y, align, baseline, fill, upright, halo }: Words): string {
  const attributes = {
    transform: `translate(${x} ${y})${upright ? ' rotate(-90)' : ''}`,
    y: toMiddle[baseline],
    'dominant-baseline': 'central',
    'text-anchor': anchors[align],
    fill,
    ...(halo ? { stroke: halo, 'stroke-width': 3, 'paint-order': 'stroke' } : {}),
    'xml:space': 'preserve',
  }
  const after = unit ? unitGap + element('tspan', { fill: unit.fill }, escapeText(unit.text)) : ''
  return element('text', attributes, escapeText(text) + after)
}

/** A picture as the text of an SVG file. */
export function pictureAsSvg(picture: Picture, theme: ChartTheme, size: Size): string {
  const { width, height } = size
  const parts = partsOf(picture, theme, size).map((part) => ('text' in part ? wordsAsSvg(part) : pathAsSvg(part)))
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` }
  const letters = { 'font-family': theme.font, 'font-size': fontSize, 'stroke-linejoin': 'round' }
  const ground = element('rect', { width, height, fill: theme.surface })
  return `${element('svg', { ...frame, ...letters }, `\n${[ground, ...parts].join('\n')}\n`)}\n`
}
