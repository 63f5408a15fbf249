import type { InpaintingStatistics, ObjectivePoint } from '../../../../src-preload/contract/index.ts'
import type { Series } from '../../../charts/series.ts'

/** Histograms of the original, the model and the filled patch, at bin centres. */
export function histogramSeries({ edges, histogram }: InpaintingStatistics): Series[] {
  const middles = edges.slice(1).map((edge, i) => (edge + edges[i]) / 2)
  return [
    { name: 'original', x: middles, y: histogram.original, colour: 7, stepped: true },
    { name: 'model', x: middles, y: histogram.model, colour: 1, stepped: true },
    { name: 'filled', x: middles, y: histogram.filled, colour: 0, bold: true, stepped: true },
  ]
}

export const spectrumSeries = ({ ell, spectrum }: InpaintingStatistics): Series[] => [
  { name: 'original', x: ell, y: spectrum.original, colour: 7 },
  { name: 'model', x: ell, y: spectrum.model, colour: 1 },
  { name: 'filled', x: ell, y: spectrum.filled, colour: 0, bold: true },
]

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
