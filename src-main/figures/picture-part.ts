import { coloursOf, type ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { encodePng, type Picture } from '../files/png.ts'
import { roundNumbers } from '../../src-shared/axes/ticks.ts'
import { tick } from './axis.ts'
import { colourPicture } from './colour-picture.ts'
import { enlarged } from './enlarged.ts'
import { element, short } from '../../src-shared/text/markup.ts'
import { ink, textAt, typeSize, type Part } from './svg.ts'
import { widthOfText } from './typeface.ts'

/** A colour scale and the label of its bar. */
export interface ColourScale {
  colours: ColourMapName
  range: readonly [number, number]
  /** Quantity and unit. */
  label: string
}

/** float32 [size, size], row 0 south, column 0 east; null leaves a gap. */
export type Tile = Float32Array | null

export interface PictureRow {
  /** Written beside the row, vertically. */
  label: string
  tiles: readonly Tile[]
  /** Written above each picture. */
  titles?: readonly string[]
  scale: ColourScale
}

/** Pixels of an image file below which pictures are enlarged by whole factors, so that viewers do not smooth them. */
const leastSide = 256
const gap = 6
const barSize = { gap: 12, width: 12 }

/**
 * Rows of patch pictures, north up and east left; rows that share a scale share a colour bar.
 * @param size pixels on a side of a patch
 * @param width total width, in pixels of the figure
 */
export function picturePart(rows: readonly PictureRow[], { size, width }: { size: number; width: number }): Part {
  const columns = Math.max(...rows.map(({ tiles }) => tiles.length))
  const left = rows.some(({ label }) => label !== '') ? 20 : 0
  const groups = scaleGroups(rows)
  const barRoom = barSize.gap + barSize.width + Math.max(...groups.map(({ scale }) => labelRoom(scale)))
  const side = (width - left - barRoom - gap * (columns - 1)) / columns
  const titleRoom = ({ titles }: PictureRow) => (titles ? typeSize.label + 8 : 0)
  let top = 0
  const places = rows.map((row) => {
    const y = top + titleRoom(row)
    top = y + side + gap
    return y
  })
  const markup = rows.flatMap(({ label, tiles, titles, scale }, i) => [
    ...(label === '' ? [] : [textAt(label, 13, places[i] + side / 2, { anchor: 'middle', turned: true })]),
    ...tiles.flatMap((tile, j) => {
      const x = left + j * (side + gap)
      return [
        ...(titles ? [textAt(titles[j] ?? '', x + side / 2, places[i] - 7, { anchor: 'middle' })] : []),
        ...(tile ? [image(colourPicture(tile, size, size, scale), x, places[i], side)] : []),
      ]
    }),
  ])
  const bars = groups.map(({ scale, first, last }) => {
    const height = places[last] + side - places[first]
    return colourBar(scale, left + columns * (side + gap) - gap + barSize.gap, places[first], height)
  })
  return { width, height: top - gap + typeSize.label / 2, markup: [...markup, ...bars].join('\n') }
}

/** Groups of adjacent rows that share a scale. */
function scaleGroups(rows: readonly PictureRow[]) {
  const groups: { scale: ColourScale; first: number; last: number }[] = []
  rows.forEach(({ scale }, i) => {
    const open = groups.at(-1)
    if (open?.scale === scale) open.last = i
    else groups.push({ scale, first: i, last: i })
  })
  return groups
}

/** A picture as an element, embedded in the markup as PNG. */
export function image(picture: Picture, x: number, y: number, side: number): string {
  const bytes = encodePng(opaque(enlarged(picture, Math.ceil(leastSide / picture.width))))
  const href = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`
  const frame = element('rect', { x, y, width: side, height: side, fill: 'none', stroke: ink, 'stroke-width': 0.5 })
  return element('image', { x, y, width: side, height: side, preserveAspectRatio: 'none', href }) + frame
}

/** Drops the alpha channel if nothing is transparent: smaller, and easier to print. */
function opaque(picture: Picture): Picture {
  const { width, height, channels, data } = picture
  if (channels !== 4 || data.some((value, i) => i % 4 === 3 && value !== 255)) return picture
  return { width, height, channels: 3, data: data.filter((_, i) => i % 4 !== 3) }
}

const bandsOfBar = 64

/** A vertical bar of a scale's colours with ticks on round numbers. */
function colourBar(scale: ColourScale, x: number, y: number, height: number): string {
  const { range, label } = scale
  const step = height / bandsOfBar
  // Bands overlap, so that no seam shows.
  const bands = coloursOf(scale.colours, bandsOfBar).map((fill, i) =>
    element('rect', {
      x,
      y: y + height - (i + 1) * step,
      width: barSize.width,
      height: Math.min(height - (bandsOfBar - 1 - i) * step, step * 1.5),
      fill,
    }),
  )
  const place = (value: number) => y + height * (1 - (value - range[0]) / (range[1] - range[0]))
  const right = x + barSize.width
  const marks = ticksOf(scale, height).flatMap((value) => [
    element('path', { d: `M${short(right)} ${short(place(value))}h4`, stroke: ink, fill: 'none' }),
    textAt(tick(value), right + 7, place(value) + 4),
  ])
  const frame = element('rect', { x, y, width: barSize.width, height, fill: 'none', stroke: ink, 'stroke-width': 0.5 })
  const name = textAt(label, right + labelRoom(scale) - 4, y + height / 2, { anchor: 'middle', turned: true })
  return [...bands.toReversed(), frame, ...marks, name].join('')
}

/** Round numbers within the range, as many as fit the height. */
export const ticksOf = ({ range }: Pick<ColourScale, 'range'>, height = 200): number[] =>
  roundNumbers(range, Math.max(2, Math.min(6, Math.floor(height / 36))))

/** Room to the right of the bar for tick labels and the label. */
const labelRoom = (scale: ColourScale) =>
  7 + Math.max(...ticksOf(scale).map((value) => widthOfText(tick(value), typeSize.label))) + 6 + typeSize.label
