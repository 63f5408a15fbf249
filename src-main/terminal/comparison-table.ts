import { basename } from 'node:path'
import { recipeWords } from '../../src-shared/statistics/spectrum-recipe.ts'
import type { SampleStatistics } from '../../src-shared/validation/sample-statistics.ts'
import type { ClassifierComparison, ClassifierTest } from '../../src-shared/validation/classifier-test.ts'
import { modeKinds, modeNames, type Modes } from '../../src-shared/validation/modes.ts'
import { summariseSamples } from '../../src-shared/validation/sample-summary.ts'
import {
  momentNames,
  pixelShares,
  type ChannelComparison,
  type Comparison,
  type QuartileBands,
  type Quartiles,
  type StatisticTest,
} from '../../src-shared/validation/results.ts'

/** Four significant digits, aligned; an en dash for NaN. */
const number = (value: number | null) => (value === null ? '–' : Number(value.toPrecision(4)).toString())

/** Median, and the quartiles in brackets. */
const spread = ({ low, median, high }: Quartiles) => `${number(median)}  (${number(low)} to ${number(high)})`
const at = ({ low, median, high }: QuartileBands, i: number): Quartiles => ({
  low: low[i],
  median: median[i],
  high: high[i],
})

const momentLabels = {
  mean: 'mean',
  standardDeviation: 'standard deviation',
  skewness: 'skewness',
  kurtosis: 'kurtosis',
} as const
const families: [StatisticTest['statistic'], string][] = [
  ['moment', 'moments'],
  ['pixels', 'quantiles of pixels'],
  ['histogram', 'bins of the histogram'],
  ['spectrum', 'bands of the spectrum'],
  ['v0', 'V0 (area)'],
  ['v1', 'V1 (border)'],
  ['v2', 'V2 (curvature)'],
]

/** Two sets side by side, median (quartiles) over their patches, and how many of the tests distinguish them. */
export function comparisonTable(
  { first, second, ell, tests, unit, spectra, width, samples, classifier }: Comparison,
  files: readonly [string, string],
): (string | number)[][] {
  const sets = [first, second] as const
  const inUnit = unit === '' ? '' : `, ${unit}`
  return [
    ['median (quartiles) over the patches', ...files.map((file) => basename(file))],
    ['patches', ...sets.map(({ count }) => String(count))],
    ...momentNames.map((name) => [momentLabels[name], ...sets.map(({ moments }) => spread(moments[name]))]),
    ...pixelShares.map((share, i) => [
      `pixels, ${100 * share} %${inUnit}`,
      ...sets.map(({ pixels }) => spread(at(pixels, i))),
    ]),
    ...ell.map((l, i) => [`C_l at l = ${number(l)}`, ...sets.map(({ spectrum }) => spread(at(spectrum, i)))]),
    ['spectra measured with', recipeWords(spectra, width)],
    [],
    ['Kolmogorov-Smirnov tests', 'median distance', 'smallest p', 'with p < 0.01'],
    ...families.flatMap(([statistic, label]) => {
      const some = tests.filter((test) => test.statistic === statistic)
      if (some.length === 0) return []
      const distances = some.map(({ distance }) => distance).sort((a, b) => a - b)
      const least = Math.min(...some.map(({ pValue }) => pValue))
      const apart = some.filter(({ pValue }) => pValue < 0.01).length
      return [[label, number(distances[distances.length >> 1]), least.toPrecision(2), `${apart} of ${some.length}`]]
    }),
    [],
    ...sampleTable(samples),
    ...(classifier ? [[], ...classifierTable(classifier, samples.models)] : []),
  ]
}

/** How far each set is from the first one, over the floor: the worst statistic first. */
function sampleTable(samples: SampleStatistics): string[][] {
  const { models, rows } = summariseSamples([samples])
  return [
    ['distance from the first set', 'floor', ...models],
    ...rows.map(({ label, cells }) => [
      label,
      number(cells[0].floor),
      ...cells.map(({ distance, ratio }) => `${number(distance)}${ratio === null ? '' : `  (${ratio.toFixed(1)} x)`}`),
    ]),
  ]
}

/** The same for each channel, and the spectra of E and B modes. */
export function channelTable(
  { channels, polarised }: ChannelComparison,
  files: readonly [string, string],
): (string | number)[][] {
  const { ell, first, second, samples } = polarised
  return [
    ...Object.entries(channels).flatMap(([channel, one]) => [
      [`Stokes ${channel}`],
      ...comparisonTable(one, files),
      [],
    ]),
    ['E and B modes', ...files.map((file) => basename(file))],
    ...modeNames.flatMap((name) => {
      const rows = [first[name], second[name]]
      if (!rows[0] || !rows[1]) return []
      return ell.map((l, i) => [
        `${modeKinds[name].label} at l = ${number(l)}`,
        ...rows.map((bands) => spread(at(bands!, i))),
      ])
    }),
    ...overallRows(first.overall, second.overall),
    [],
    ...sampleTable(samples),
  ]
}

/** The ratio of EE to BB, and the correlation of T and E, each a number of a patch. */
function overallRows(first: Modes['overall'], second: Modes['overall']): string[][] {
  const row = (name: 'ratio' | 'correlation') => {
    const sets = [first?.[name], second?.[name]]
    return sets.every((set) => set !== undefined)
      ? [[`${modeKinds[name].label} above the lowest band`, ...sets.map((set) => spread(set))]]
      : []
  }
  return [...row('ratio'), ...row('correlation')]
}

/** How often each set is told from the first one: 50 % if it can't be. */
function classifierTable({ models, floor }: ClassifierComparison, names: readonly string[]): string[][] {
  const percent = (share: number) => (100 * share).toFixed(1)
  const row = (name: string, { accuracy, low, high, pValue, count }: ClassifierTest) => [
    name,
    `${percent(accuracy)} %  (${percent(low)} to ${percent(high)})`,
    pValue.toPrecision(2),
    String(count),
  ]
  return [
    ['classifier against the first set', 'accuracy (95 %)', 'p', 'held-out patches'],
    ...models.map((test, i) => row(names[i], test)),
    ...(floor ? [row('floor', floor)] : []),
  ]
}
