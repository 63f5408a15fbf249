import type { ChannelStatistics, PictureStatistics } from '../../src-preload/contract/estimators.ts'
import type { InpaintingStatistics } from '../../src-preload/contract/inpaintings.ts'
import { channelScale } from '../../src-shared/colour/channel-scale.ts'
import { aboutZero, rangeOf } from '../../src-shared/colour/range.ts'
import { comparedWords } from '../../src-shared/inpainting/compared-pixels.ts'
import type { Channel } from '../../src-shared/sky/channels.ts'
import { binMiddles } from '../../src-shared/statistics/histogram.ts'
import type { CsvTable } from '../../src-shared/text/csv.ts'
import { decadeRange, roundRange } from './axis.ts'
import { pageWidth, panelSize, type Figure } from './figure.ts'
import { linePart, type Panel } from './line-figure.ts'
import type { Line, Point } from './line.ts'
import { picturePart, type ColourScale, type PictureRow, type Tile } from './picture-part.ts'
import { page } from './svg.ts'

/** A problem and its estimates; pictures are standardised, float32 [size, size]. */
export interface InpaintingPictures {
  size: number
  channel: Channel
  /** Whether all of the patch is seen, in every channel. */
  whole: boolean
  /** What the caption calls the problem: the patch, its mask, the noise. */
  subject: string
  original: Float32Array
  /** NaN in the hole. */
  corrupted: Float32Array
  statistics: Omit<InpaintingStatistics, 'others'>
  estimates: readonly {
    /** Its name in the figure. */
    title: string
    filled: Float32Array
    residual: Float32Array
    deviation: Tile
    sample: Tile
    /** Root mean square error in the hole, or over the whole patch; null of a channel without a hole beside others. */
    error: number | null
    statistics: ChannelStatistics
  }[]
}

/** Colour of the original, the palette's last; estimates have the others in turn. */
const ofOriginal = 7

/**
 * The figure of an inpainting in the manner of Fig. 6 of Thorne, Knox & Prabhu 2021: the patch, the data, and each
 * estimate as a column of pictures; histograms and spectra of the filled patches below.
 */
export function inpaintingFigure(name: string, pictures: InpaintingPictures): Figure {
  const { size, subject, estimates, statistics } = pictures
  const rows = pictureRows(pictures)
  const drawn = rows.map(({ label }) => label).join(', ')
  return {
    name,
    title: 'Inpainting',
    caption:
      `Estimates of ${subject}, as columns beside the patch and the data; rows: ${drawn}; standardised units, pictures of ` +
      'a row on one scale. Below, histogram and power spectrum of the patch and of the filled patches.',
    svg: page([
      picturePart(rows, { size, width: pageWidth }),
      linePart([histogramPanel(statistics, estimates), spectrumPanel(statistics, estimates)], { size: panelSize }),
    ]),
    numbers: spectrumTable(pictures),
    more: { histogram: histogramTable(pictures), errors: errorTable(pictures) },
  }
}

function pictureRows({ channel, original, corrupted, estimates }: InpaintingPictures): PictureRow[] {
  const range = (of: readonly Tile[]) => rangeOf(of.filter((tile) => tile !== null))
  const column = (of: (one: InpaintingPictures['estimates'][number]) => Tile): Tile[] => estimates.map(of)
  const own = channelScale(channel, range([original]), 'magma')
  const sky: ColourScale = { colours: own.colourMap, range: own.range, label: 'standardised value' }
  const [deviations, samples] = [column(({ deviation }) => deviation), column(({ sample }) => sample)]
  const has = (tiles: readonly Tile[]) => tiles.some((tile) => tile !== null)
  const residuals = column(({ residual }) => residual)
  return [
    {
      label: 'filled',
      tiles: [original, corrupted, ...column(({ filled }) => filled)],
      titles: ['original', 'corrupted', ...estimates.map(({ title }) => title)],
      scale: sky,
    },
    ...(has(samples) ? [{ label: 'a sample', tiles: [null, null, ...samples], scale: sky }] : []),
    {
      label: 'residual',
      tiles: [null, null, ...residuals],
      scale: { colours: 'residual', range: aboutZero(range(residuals)), label: 'original − estimate' },
    },
    ...(has(deviations)
      ? [
          {
            label: 'std',
            tiles: [null, null, ...deviations],
            scale: { colours: 'viridis', range: range(deviations), label: 'standard deviation' } as const,
          },
        ]
      : []),
  ]
}

/** A line of the original, and one of each filled patch. */
function linesOf(
  statistics: InpaintingPictures['statistics'],
  estimates: InpaintingPictures['estimates'],
  points: (of: PictureStatistics) => Point[],
): Line[] {
  return [
    { name: 'original', colour: ofOriginal, bold: true, points: points(statistics.original) },
    ...estimates.map(({ title, statistics: { filled } }, i) => ({
      ...{ name: title, colour: i % ofOriginal, points: points(filled) },
    })),
  ]
}

const valuesOf = (lines: readonly Line[]) =>
  lines.flatMap(({ points }) => points.flatMap(([, value]) => (value === null ? [] : [value])))

function histogramPanel(
  statistics: InpaintingPictures['statistics'],
  estimates: InpaintingPictures['estimates'],
): Panel {
  const middles = binMiddles(statistics.edges)
  const lines = linesOf(statistics, estimates, ({ histogram }) =>
    histogram.map((density, i): Point => [middles[i], density]),
  )
  return {
    title: 'Pixel histogram',
    x: { label: 'standardised value', scale: 'linear', range: roundRange(statistics.edges) },
    y: { label: 'density', scale: 'linear', range: roundRange(valuesOf(lines), { from: 0 }) },
    lines,
  }
}

function spectrumPanel(
  statistics: InpaintingPictures['statistics'],
  estimates: InpaintingPictures['estimates'],
): Panel {
  const { ell } = statistics
  const lines = linesOf(statistics, estimates, ({ spectrum }) =>
    spectrum.map((power, i): Point => [ell[i], power > 0 ? power : null]),
  )
  return {
    title: 'Power spectrum',
    x: { label: 'multipole ℓ', scale: 'linear', range: roundRange([ell.at(-1)!], { from: 0 }) },
    y: { label: 'C(ℓ) [sr]', scale: 'log', range: decadeRange(valuesOf(lines), 7) },
    lines,
  }
}

const columnsOf = ({ estimates }: InpaintingPictures, first: string) => [
  first,
  'original',
  ...estimates.map(({ title }) => title),
]

const spectrumTable = (pictures: InpaintingPictures): CsvTable => ({
  columns: columnsOf(pictures, 'ell'),
  rows: pictures.statistics.ell.map((ell, i) => [
    ell,
    pictures.statistics.original.spectrum[i],
    ...pictures.estimates.map(({ statistics }) => statistics.filled.spectrum[i]),
  ]),
})

const histogramTable = (pictures: InpaintingPictures): CsvTable => ({
  columns: columnsOf(pictures, 'value'),
  rows: binMiddles(pictures.statistics.edges).map((value, i) => [
    value,
    pictures.statistics.original.histogram[i],
    ...pictures.estimates.map(({ statistics }) => statistics.filled.histogram[i]),
  ]),
})

const errorTable = ({ estimates, whole }: InpaintingPictures): CsvTable => ({
  columns: ['estimate', `error ${comparedWords(whole)}`, 'gradient', 'contours', 'power', 'seam', 'histogram'],
  rows: estimates.map(({ title, error, statistics: { inside } }) => {
    const { gradient = null, contours = null, power = null, seam = null, histogram = null } = inside?.filled ?? {}
    return [title, error, gradient, contours, power, seam, histogram]
  }),
})
