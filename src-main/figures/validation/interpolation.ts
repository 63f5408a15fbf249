import { moments } from '../../../src-shared/statistics/moments.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import type { Figure } from '../figure.ts'
import { pageWidth } from '../figure.ts'
import { picturePart, type ColourScale } from '../picture-part.ts'
import { channelScale } from '../../../src-shared/colour/channel-scale.ts'
import { rangeOf } from '../../../src-shared/colour/range.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { page } from '../svg.ts'
import type { Validated, Interpolation } from './validated.ts'

const columns = 4

/** The pictures of an interpolation in rows of four, labelled with lambda: Fig. 5. */
export function interpolationStrip({ pictures, steps }: Interpolation, size: number, channel: Channel = 'I'): string {
  const { range, colourMap } = channelScale(channel, rangeOf(pictures), 'magma')
  const scale: ColourScale = { colours: colourMap, range, label: 'standardised value' }
  const title = (i: number) => (i === 0 ? 'λ = 0' : i === steps + 1 ? 'λ = 1' : `λ = ${i}/${steps + 1}`)
  const rows = Array.from({ length: Math.ceil(pictures.length / columns) }, (_, row) => {
    const places = Array.from({ length: columns }, (_, i) => columns * row + i)
    return {
      label: '',
      tiles: places.map((place) => pictures[place] ?? null),
      titles: places.map((place) => (pictures[place] ? title(place) : '')),
      scale,
    }
  })
  return page([picturePart(rows, { size, width: pageWidth })])
}

/**
 * Moments of each picture, and its root mean square difference from the previous one, which shows how even the steps
 * are.
 */
export const interpolationTable = ({ pictures, steps }: Interpolation) => ({
  columns: ['lambda', 'rms difference from the one before', 'mean', 'standard deviation'],
  rows: pictures.map((picture, i) => {
    const { mean, variance } = moments(picture)
    const before = pictures[i - 1]
    const step = before
      ? Math.sqrt(picture.reduce((sum, value, j) => sum + (value - before[j]) ** 2, 0) / picture.length)
      : null
    return [i / (steps + 1), step, mean, Math.sqrt(variance)]
  }),
})

/** Fig. 5: the interpolation between two patches through the latents. */
export function interpolationFigure({ interpolation, size, split }: Validated): Figure | null {
  if (!interpolation) return null
  return {
    name: 'interpolation',
    title: 'Interpolation (the paper’s Fig. 5)',
    caption:
      `From the ${split} patch ${interpolation.from} (top left) to ${interpolation.to} (bottom right): their posterior means, and ` +
      `${counted(interpolation.steps, 'point')} between them on the great circle of Eq. 11, decoded. One scale for all; standardised units.`,
    svg: interpolationStrip(interpolation, size),
    numbers: interpolationTable(interpolation),
  }
}
