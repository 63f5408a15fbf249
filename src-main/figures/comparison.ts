import { recipeWords } from '../../src-shared/statistics/spectrum-recipe.ts'
import { binMiddles } from '../../src-shared/statistics/histogram.ts'
import {
  pixelShares,
  type Comparison,
  type QuartileBands,
  type SetResults,
} from '../../src-shared/validation/results.ts'
import { counted } from '../../src-shared/text/counted.ts'
import { decadeRange, roundRange, type Axis } from './axis.ts'
import type { Figure } from './figure.ts'
import { panelSize } from './figure.ts'
import { linePart, type Panel } from './line-figure.ts'
import { type Line, type Point } from './line.ts'
import { sampleFigure } from './sample-figure.ts'
import { page } from './svg.ts'
import { quartileNames, valuesOf, withBands, withUnit } from './validation/set-lines.ts'
import { functionals } from './validation/shapes.ts'
import { distancesOf, testFamilies } from './validation/tests.ts'

type Statistic = (set: SetResults) => QuartileBands

/**
 * Two sets of patches compared: histograms and quantiles, spectra, Minkowski functionals, tests, what tells them
 * apart.
 * @param channel the one that is compared, of several
 */
export function comparisonFigures(
  comparison: Comparison,
  names: readonly [string, string],
  channel: string | null = null,
): Figure[] {
  const { unit, edges, thresholds, ell } = comparison
  const measured = recipeWords(comparison.spectra, comparison.width)
  const value = withUnit('value', unit)
  const sets = [comparison.first, comparison.second]
  const styles = [{ colour: 7 }, { colour: 2 }]
  const lines = (x: readonly number[], of: Statistic): Line[] =>
    sets.map((set, i) => {
      const { low, median, high } = of(set)
      const points = x.map((at, j): Point => [at, median[j]])
      return { ...styles[i], name: names[i], bold: true, points, band: { low, high } }
    })
  const panel = (title: string, x: Axis, y: Omit<Axis, 'range'>, drawn: Line[], from?: number): Panel => {
    const range = y.scale === 'log' ? decadeRange(valuesOf(drawn), 7) : roundRange(valuesOf(drawn), { from })
    return { title, x, y: { ...y, range }, lines: drawn }
  }
  const linear = (label: string) => ({ label, scale: 'linear' }) as const
  const values: Axis = { ...linear(value), range: [edges[0], edges.at(-1)!] }
  const multipoles: Axis = { ...linear('multipole ℓ'), range: roundRange(ell, { from: 0 }) }
  const cuts: Axis = { ...linear(withUnit('threshold', unit)), range: [thresholds[0], thresholds.at(-1)!] }
  const squared = unit === '' ? 'C(ℓ), sr' : `C(ℓ), (${unit})² sr`
  const spectra = lines(ell, (set) => set.spectrum)
  const ratio = ell.map((l, i): Point => {
    const [a, b] = sets.map(({ spectrum }) => spectrum.median[i])
    return [l, a !== null && b !== null && a > 0 ? b / a : null]
  })
  const [first, second] = names.map((name, i) => `${name} (${counted(sets[i].count, 'patch', 'patches')})`)
  const counts = `${channel === null ? '' : `${channel} of `}${first} and ${second}`
  const figure = (name: string, title: string, what: string, panels: Panel[], numbers: Figure['numbers']): Figure => ({
    name,
    title,
    caption: `${what} of ${counts}: medians over the patches, quartiles as bands.`,
    svg: page([linePart(panels, { size: panelSize, columns: 2 })]),
    numbers,
  })
  const table = (quantities: readonly [string, readonly number[], Statistic][]) => ({
    columns: ['quantity', 'at', ...names.flatMap((name) => quartileNames.map((quartile) => `${name} ${quartile}`))],
    rows: quantities.flatMap(([quantity, x, of]) =>
      x.map((at, i) => [quantity, at, ...sets.flatMap((set) => quartileNames.map((quartile) => of(set)[quartile][i]))]),
    ),
  })
  const middles = binMiddles(edges)
  return [
    figure(
      'pixels',
      'Pixels',
      'Density and quantiles of the pixels',
      [
        panel(
          'Density',
          values,
          linear(unit === '' ? 'density' : `density, 1 / (${unit})`),
          lines(middles, (set) => set.histogram),
          0,
        ),
        panel(
          'Quantiles',
          { ...linear('share of the pixels below'), range: [0, 1] },
          linear(value),
          lines(pixelShares, (set) => set.pixels),
        ),
      ],
      table([
        ['density', middles, (set) => set.histogram],
        ['quantile', pixelShares, (set) => set.pixels],
      ]),
    ),
    figure(
      'spectra',
      'Power spectra',
      `Flat-sky power spectra, modes decoupled (${measured}),`,
      [
        panel('Power', multipoles, { label: squared, scale: 'log' }, spectra),
        {
          ...panel(
            'Second over first',
            multipoles,
            linear('ratio of the medians'),
            [{ name: `${names[1]} over ${names[0]}`, colour: 0, bold: true, points: [...ratio] }],
            0,
          ),
          marks: [{ name: 'equal power', colour: 1, y: 1 }],
        },
      ],
      withBands(table([['power', ell, (set) => set.spectrum]]), comparison, measured),
    ),
    figure(
      'shapes',
      'Minkowski functionals',
      'Minkowski functionals',
      functionals.map(({ name, title, label }) =>
        panel(
          title,
          cuts,
          linear(label),
          lines(thresholds, (set) => set.minkowski[name]),
        ),
      ),
      table(functionals.map(({ name }) => [name, thresholds, (set: SetResults) => set.minkowski[name]])),
    ),
    {
      ...figure('tests', 'Kolmogorov-Smirnov tests', '', testPanels(comparison), {
        columns: ['statistic', 'at', 'distance', 'p-value'],
        rows: comparison.tests.map(({ statistic, at, distance, pValue }) => [statistic, at, distance, pValue]),
      }),
      caption: `Kolmogorov-Smirnov distances of ${counts}, one number per patch, for each statistic.`,
    },
    sampleFigure(comparison.samples, { names: { sky: names[0], floor: 'other sky' }, unit, subject: counts }),
  ]
}

const testPanels = ({ tests, unit }: Comparison): Panel[] =>
  testFamilies(withUnit('value', unit), withUnit('threshold', unit)).map(([statistic, title, label]) => {
    const points = distancesOf(tests, statistic)
    return {
      title,
      x: { label, scale: 'linear', range: roundRange(points.map(([x]) => x)) },
      y: { label: 'KS distance', scale: 'linear', range: [0, 1] },
      lines: [{ name: 'KS distance', colour: 0, bold: true, points }],
    }
  })
