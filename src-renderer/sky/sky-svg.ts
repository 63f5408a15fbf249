import { coloursOf, type ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import { gridStyles } from './grid-style.ts'
import { layOutGrids, unbroken, type Size } from './lay-out-grids.ts'
import type { SkyScreen } from './sky-screen.ts'
import type { LaidOut } from './overlays/lay-out-overlays.ts'
import { overlaysSvg } from './overlays/overlays-svg.ts'
import type { Tick } from './stretch.ts'

/** A picture of the sky: what is seen, with its title, overlays, grids and colour bar. */
export interface SkyPicture {
  title: string
  unit: string
  /** The sky itself as the data address of a PNG. */
  raster: string
  screen: SkyScreen
  size: Size
  grids: readonly Frame[]
  /** What lies over the sky, and what it means; null if nothing does. */
  overlays: { drawn: LaidOut; words: readonly string[] } | null
  colourMap: ColourMapName
  ticks: readonly Tick[]
}

/** Heights of the title, of a line below it, and of the colour bar, pixels. */
const titleHeight = 34
const lineHeight = 16
const foot = 58
const margin = 12
const ink = '#1c2026'

/** Width of the colour bar of a picture, pixels. */
export const barWidth = ([width]: Size): number => Math.min(480, width)

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)
const text = (x: number, y: number, content: string, more = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(content)}</text>`

/** A text in lines of at most so many characters, broken at spaces. */
function wrapped(line: string, most: number): string[] {
  const lines: string[] = []
  for (const word of line.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Width of a label of the grid: fonts of the reader's program differ, so a generous estimate. */
const widthOf = (label: string) => 6.6 * label.length

/** What the overlays mean, in lines that are no longer than the sky is wide. */
const wordsOf = ({ overlays, size }: SkyPicture) =>
  overlays?.words.flatMap((line) => wrapped(line, Math.floor(size[0] / 6.2))) ?? []

/**
 * Writes a picture of one sky or of two as SVG: each sky as a raster, everything else as lines and text. Two lie as they
 * do in the window: `across` next to each other, otherwise one above the other.
 */
export function skySvg(pictures: readonly SkyPicture[], across = true): { svg: string; width: number; height: number } {
  // The skies of a row are level, however much is written above each.
  const lines = pictures.map((picture) => wordsOf(picture).length)
  const heads = lines.map((count) => titleHeight + lineHeight * (across ? Math.max(...lines) : count))
  const wide = pictures.map(({ size }) => size[0] + 2 * margin)
  const high = pictures.map(({ size }, i) => heads[i] + size[1] + foot)
  const before = (lengths: number[], i: number) => lengths.slice(0, i).reduce((sum, length) => sum + length, 0)
  const width = across ? before(wide, wide.length) : Math.max(...wide)
  const height = across ? Math.max(...high) : before(high, high.length)
  const places = pictures.map((_, i) => (across ? [before(wide, i), 0] : [0, before(high, i)]))
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` font-family="Helvetica, Arial, sans-serif" font-size="13" fill="${ink}">`,
    `<title>${escaped(pictures.map(({ title }) => title).join('; '))}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...pictures.map((picture, i) => {
      const id = i === 0 ? '' : 'second-'
      return `<g transform="translate(${places[i].join()})">${onePicture(picture, heads[i], id)}</g>`
    }),
    '</svg>',
  ]
  return { svg: parts.join(''), width, height }
}

function onePicture(picture: SkyPicture, head: number, prefix: string): string {
  const { size, title, raster, overlays } = picture
  return [
    text(margin, 22, title, 'font-size="15"'),
    ...wordsOf(picture).map((line, i) => text(margin, titleHeight + 4 + lineHeight * i, line, 'font-size="12"')),
    `<svg x="${margin}" y="${head}" width="${size[0]}" height="${size[1]}">`,
    `<image width="${size[0]}" height="${size[1]}" href="${escaped(raster)}"/>`,
    overlays ? overlaysSvg(overlays.drawn, size, prefix) : '',
    gridsOf(picture),
    '</svg>',
    `<rect x="${margin}" y="${head}" width="${size[0]}" height="${size[1]}" fill="none" stroke="${ink}"/>`,
    barOf(picture, head + size[1] + 10, prefix),
  ].join('')
}

function gridsOf({ screen, size, grids }: SkyPicture): string {
  const { lines, labels } = layOutGrids(screen, size, grids, widthOf)
  const paths = lines.flatMap(({ frame, points }) =>
    unbroken(points, size).map((piece) => {
      const path = piece.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')
      return `<path d="M${path}" fill="none" stroke="${gridStyles[frame].label}" stroke-opacity="0.5" stroke-dasharray="${gridStyles[frame].dash.join(' ')}"/>`
    }),
  )
  const texts = labels.map(({ frame, text: label, x, y }) => {
    const wide = widthOf(label) + 6
    const ground = `<rect x="${(x - wide / 2).toFixed(1)}" y="${(y - 7.5).toFixed(1)}" width="${wide.toFixed(1)}" height="15" fill="#101216" fill-opacity="0.78"/>`
    return ground + text(x, y + 4, label, `text-anchor="middle" font-size="11" fill="${gridStyles[frame].label}"`)
  })
  return [...paths, ...texts].join('')
}

function barOf({ colourMap, ticks, unit, size }: SkyPicture, top: number, prefix: string): string {
  const [left, wide] = [margin, barWidth(size)]
  const stops = coloursOf(colourMap, 24).map((colour, i) => `<stop offset="${i / 23}" stop-color="${colour}"/>`)
  const labels = ticks.map(({ place, text: label }) => {
    const x = left + place * wide
    const anchor = place < 0.1 ? 'start' : place > 0.9 ? 'end' : 'middle'
    return `<path d="M${x.toFixed(1)} ${top + 12}v4" stroke="${ink}"/>${text(x, top + 30, label, `text-anchor="${anchor}" font-size="12"`)}`
  })
  return [
    `<defs><linearGradient id="${prefix}bar">${stops.join('')}</linearGradient></defs>`,
    `<rect x="${left}" y="${top}" width="${wide}" height="12" fill="url(#${prefix}bar)" stroke="${ink}"/>`,
    ...labels,
    text(left + wide, top + 44, unit, 'text-anchor="end"'),
  ].join('')
}
