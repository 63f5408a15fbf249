import { estimateTitle } from '../../../../src-shared/inpainting/estimator-facts.ts'
import { binMiddles } from '../../../../src-shared/statistics/histogram.ts'
import type {
  ChannelStatistics,
  InpaintingStatistics,
  ObjectivePoint,
  PictureStatistics,
} from '../../../../src-preload/contract/index.ts'
import type { Series } from '../../../charts/series.ts'

/** Colours of the palette that estimates have by their place; the original's is the last. */
const ofOriginal = 7
const estimateColour = (place: number) => place % ofOriginal

/** Statistics of one channel of the true patch, and of an estimate. */
type Statistics = Omit<InpaintingStatistics, 'others'>
export interface EstimateOfChannel {
  name: string
  statistics: ChannelStatistics | null
}

/** The curves of the original and of what estimates fill in, one of them bold. */
function curves(
  statistics: Statistics,
  estimates: readonly EstimateOfChannel[],
  chosen: string,
  draw: (of: PictureStatistics) => Pick<Series, 'x' | 'y' | 'stepped'>,
): Series[] {
  const original: Series = { name: 'original', ...draw(statistics.original), colour: ofOriginal }
  const filled = estimates.flatMap((estimate, place): Series[] => {
    const { name, statistics: of } = estimate
    if (!of) return []
    const bold = name === chosen
    const colour = estimateColour(place)
    const one: Series = { name: estimateTitle(name), ...draw(of.filled), colour, bold }
    if (!bold) return [one]
    const fill: Series = { name: `${one.name} everywhere`, ...draw(of.fill), colour, dashed: true }
    const sample = of.sample && { name: `${one.name}, a sample`, ...draw(of.sample), colour, dotted: true }
    return [one, fill, ...(sample ? [sample] : [])]
  })
  return [original, ...filled]
}

/** Histograms of the original, of the patch filled by each estimate, and more of the chosen one, at bin centres. */
export const histogramSeries = (
  statistics: Statistics,
  estimates: readonly EstimateOfChannel[],
  chosen: string,
): Series[] =>
  curves(statistics, estimates, chosen, ({ histogram }) => ({
    x: binMiddles(statistics.edges),
    y: histogram,
    stepped: true,
  }))

/** Power spectra of the same. */
export const spectrumSeries = (
  statistics: Statistics,
  estimates: readonly EstimateOfChannel[],
  chosen: string,
): Series[] => curves(statistics, estimates, chosen, ({ spectrum }) => ({ x: statistics.ell, y: spectrum }))

/** The objective over iterations, one curve per start. */
export function objectiveSeries(history: readonly ObjectivePoint[]): Series[] {
  const starts = [...new Set(history.map(({ start }) => start))].sort((a, b) => a - b)
  return starts.map((start, i) => {
    const points = history.filter((point) => point.start === start)
    return {
      name: `start ${start + 1}`,
      x: points.map(({ iteration }) => iteration),
      y: points.map(({ objective }) => objective),
      colour: i,
      bold: starts.length === 1,
    }
  })
}
