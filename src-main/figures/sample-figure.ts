import {
  higherOrderCharts,
  polarisedCharts,
  sampleCurves,
  smoothedCharts,
  type SampleChart,
} from '../../src-shared/validation/sample-curves.ts'
import type { SampleStatistics } from '../../src-shared/validation/sample-statistics.ts'
import { summariseSamples } from '../../src-shared/validation/sample-summary.ts'
import type { CsvTable } from '../../src-shared/text/csv.ts'
import { roundRange } from './axis.ts'
import { panelSize, type Figure } from './figure.ts'
import { linePart, type Panel } from './line-figure.ts'
import type { Line } from './line.ts'
import { page } from './svg.ts'
import { quartileNames, valuesOf, withUnit } from './validation/set-lines.ts'

/** What a figure of samples says about its sets. */
export interface SampleFigureWords {
  /** Names of the sky and of the other sky. */
  names: { sky: string; floor: string }
  /** The unit of the patches. */
  unit: string
  /** What the caption calls them. */
  subject: string
}

/** Bispectra, trispectrum and smoothed Minkowski functionals of samples and sky; the numbers are those of the summary too. */
export function sampleFigure(samples: SampleStatistics, { names, unit, subject }: SampleFigureWords): Figure {
  const panels = [...higherOrderCharts, ...smoothedCharts, ...polarisedCharts].flatMap((chart) =>
    panelOf(samples, chart, names, unit),
  )
  return {
    name: 'samples',
    title: 'Samples against the sky',
    caption:
      `Flat-sky bispectra with all sides in one band (equilateral) and with the long side in the first band (squeezed), ` +
      'the excess kurtosis of the patches within each band (the trispectrum’s average), and Minkowski functionals of ' +
      `patches smoothed by Gaussians of 2, 4 and 8 px, of ${subject}: medians, quartiles of the sky as bands.${ofPolarised(samples)}`,
    svg: page([linePart(panels, { size: { ...panelSize, height: 220 }, columns: 2 })]),
    numbers: curveTable(samples, names),
    more: { distances: distanceTable(samples) },
  }
}

/** What the caption says of statistics that only patches with Q and U have. */
const ofPolarised = ({ statistics }: SampleStatistics) =>
  statistics.some(({ name }) => name === 'e-v0')
    ? ' All channels together: Minkowski functionals of E and B modes and of the polarised intensity P; with I, the angle between its gradient and the polarisation.'
    : ''

function panelOf(
  samples: SampleStatistics,
  chart: SampleChart,
  names: SampleFigureWords['names'],
  unit: string,
): Panel[] {
  const statistic = samples.statistics.find(({ name }) => name === chart.statistic)
  if (!statistic) return []
  const lines = sampleCurves(samples, statistic, chart, names).map(
    ({ bands: { low, median, high }, ...style }, i): Line => ({
      ...style,
      points: statistic.x.map((at, j) => [at, median[j]]),
      ...(i === 0 ? { band: { low, high } } : {}),
    }),
  )
  return [
    {
      title: chart.title,
      x: { label: chart.x, scale: 'linear', range: roundRange(statistic.x) },
      y: { label: withUnit(chart.y, chart.unit(unit)), scale: 'linear', range: roundRange(valuesOf(lines)) },
      lines,
    },
  ]
}

/** Quartiles of every statistic of every set, as measured. */
function curveTable(samples: SampleStatistics, names: SampleFigureWords['names']): CsvTable {
  const sets = [names.sky, names.floor, ...samples.models]
  return {
    columns: ['statistic', 'at', ...sets.flatMap((set) => quartileNames.map((quartile) => `${set} ${quartile}`))],
    rows: samples.statistics.flatMap(({ name, x, sky, floor, models }) => {
      const bands = [sky, floor?.bands, ...models.map((model) => model.bands)]
      return (x.length === 0 ? [null] : x).map((at, i) => [
        name,
        at,
        ...bands.flatMap((band) => quartileNames.map((quartile) => band?.[quartile][i] ?? null)),
      ])
    }),
  }
}

/** Each statistic's distance over its floor, the worst first. */
function distanceTable(samples: SampleStatistics): CsvTable {
  const { models, rows } = summariseSamples([samples])
  return {
    columns: ['statistic', 'floor', ...models.flatMap((model) => [`${model} distance`, `${model} over floor`])],
    rows: rows.map(({ name, cells }) => [
      name,
      cells[0].floor,
      ...cells.flatMap(({ distance, ratio }) => [distance, ratio]),
    ]),
  }
}
