import type { StatisticTest } from '../../../../src-shared/validation/results.ts'
import { formatCount, formatFixed, formatNumber } from '../../../../src-shared/text/format.ts'
import type { Measured } from './measured.ts'

/** A number of the model beside its references, written out; empty where a reference has no such number. */
export interface SummaryRow {
  name: string
  unit?: string
  model: string
  /** As many principal components as latents: the linear ceiling. */
  linear: string
  /** The training sky against the patches: what the sky's own variety does, a floor. */
  sky: string
  /** Thorne, Knox & Prabhu 2021 (256 px, 545 GHz). */
  paper: string
}

/** Tests that tell two sets apart at this level. */
export const significance = 0.01

export const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

/** Share of the tests that tell the sets apart, and the median distance. */
export function testShare(tests: readonly StatisticTest[] | undefined, statistic?: StatisticTest['statistic']) {
  const some = (tests ?? []).filter((test) => statistic === undefined || test.statistic === statistic)
  return {
    count: some.length,
    apart: some.filter(({ pValue }) => pValue < significance).length,
    distance: median(some.map(({ distance }) => distance)),
  }
}

/** The table of a validation, in standardised units. */
export function summaryRows({ results, patches, validation }: Measured): SummaryRow[] {
  const { standard, tests, latents, memorisation } = results
  const { reconstruction, linear } = standard.pairs
  const empty = { model: '', linear: '', sky: '', paper: '' }
  const error = (value: number | undefined) => formatNumber(value, 3)
  const distance = (set: 'reconstruction' | 'linear' | 'train', statistic: StatisticTest['statistic']) =>
    formatFixed(testShare(tests[set], statistic).distance, 2)
  const moment = (name: 'standardDeviation' | 'skewness' | 'kurtosis') => ({
    model: formatFixed(standard.sets.reconstruction?.moments[name].median, 2),
    linear: formatFixed(standard.sets.linear?.moments[name].median, 2),
    sky: formatFixed(standard.sets.original?.moments[name].median, 2),
  })
  return [
    {
      ...empty,
      name: 'mean squared error',
      unit: 'std²',
      model: error(reconstruction?.meanSquaredError),
      linear: error(linear?.meanSquaredError),
    },
    {
      ...empty,
      name: 'half the power is kept to',
      unit: 'ℓ',
      model: formatCount(reconstruction?.halfPower),
      linear: formatCount(linear?.halfPower),
      paper: '≈ 400',
    },
    {
      ...empty,
      name: 'correlation above ½ to',
      unit: 'ℓ',
      model: formatCount(reconstruction?.halfCorrelation),
      linear: formatCount(linear?.halfCorrelation),
    },
    {
      ...empty,
      name: 'so many numbers could reach',
      unit: 'ℓ',
      model: formatCount(results.latentCeiling),
      paper: '406',
    },
    { ...empty, name: 'standard deviation of pixels', ...moment('standardDeviation') },
    { ...empty, name: 'skewness', ...moment('skewness') },
    { ...empty, name: 'kurtosis', ...moment('kurtosis') },
    ...(['histogram', 'spectrum', 'v1'] as const).map((statistic) => ({
      ...empty,
      name: `KS distance of ${{ histogram: 'histograms', spectrum: 'spectra', v1: 'V₁' }[statistic]}`,
      model: distance('reconstruction', statistic),
      linear: distance('linear', statistic),
      sky: distance('train', statistic),
    })),
    {
      ...empty,
      name: 'active latents',
      model: `${formatCount(latents.active)} of ${formatCount(latents.count)}`,
      linear: formatCount(results.components),
      paper: '256',
    },
    {
      ...empty,
      name: 'nearest training patch of a prior sample',
      unit: 'rms std',
      model: formatFixed(memorisation.sample.median, 2),
      sky: formatFixed(memorisation.original.median, 2),
    },
    {
      ...empty,
      name: 'patches, posterior samples',
      model: `${formatCount(patches.length)}, ${formatCount(validation.config.samples)}`,
      paper: '339, 100',
    },
  ]
}
