import { formatCount, formatFixed, formatNumber } from '../text/format.ts'
import { paper } from './paper-values.ts'
import { firstBandOf, reachText } from './reach.ts'
import { momentNames, type MomentName, type SetName, type ValidationResults } from './results.ts'
import { statisticNames, testShare, type testedSets } from './test-share.ts'

/** A number of the model beside its references, formatted; '' if a reference has no such number. */
export interface SummaryRow {
  name: string
  unit?: string
  model: string
  /** As many principal components of the training patches as there are latents: the linear ceiling. */
  linear: string
  /** Training patches against these patches: the floor set by the sky's own variation. */
  train: string
  /** The patches themselves. */
  patches: string
  /** Thorne, Knox & Prabhu 2021 (256 px, 545 GHz). */
  paper: string
}

/** Columns of the summary after the names, with their meaning. */
export const summaryColumns = [
  { key: 'model', head: 'model', meaning: 'the trained model' },
  {
    key: 'linear',
    head: 'linear',
    meaning: 'as many principal components of the training patches as there are latents',
  },
  {
    key: 'train',
    head: 'training',
    meaning: 'training patches against these patches: the floor set by the sky itself',
  },
  { key: 'patches', head: 'patches', meaning: 'these patches themselves' },
  { key: 'paper', head: 'paper', meaning: `${paper.citation}: 256 px, 545 GHz, 256 latents` },
] as const satisfies readonly { key: keyof SummaryRow; head: string; meaning: string }[]

const momentLabels: Record<MomentName, string> = {
  mean: 'mean of the pixels',
  standardDeviation: 'standard deviation of the pixels',
  skewness: 'skewness of the pixels',
  kurtosis: 'kurtosis of the pixels',
}

/** What a validation measured. `samples`: posterior samples per patch. */
export interface Summarised {
  results: ValidationResults
  count: number
  samples: number
}

/** The summary of a validation, in standardised units, for window and report. */
export function summaryRows({ results, count, samples }: Summarised): SummaryRow[] {
  const { standard, latents, memorisation } = results
  const of = <T>(take: (name: 'reconstruction' | 'linear') => T) => ({
    model: take('reconstruction'),
    linear: take('linear'),
  })
  const reach = (statistic: 'ratio' | 'correlation', at: 'halfPower' | 'halfCorrelation') =>
    of((name) => {
      const pair = standard.pairs[name]
      return pair ? reachText(pair[at], firstBandOf(standard.ell, pair[statistic].median)) : ''
    })
  const row = (name: string, unit: string | undefined, cells: Partial<SummaryRow>): SummaryRow => ({
    ...{ name, unit, model: '', linear: '', train: '', patches: '', paper: '' },
    ...cells,
  })
  const limit = formatCount(results.latentCeiling)
  const kl = latents.kl.reduce((sum, each) => sum + each, 0)
  return [
    row(
      'mean squared error',
      'std²',
      of((name) => written(standard.pairs[name]?.meanSquaredError, formatNumber)),
    ),
    row('half the power kept up to', 'ℓ', { ...reach('ratio', 'halfPower'), paper: `≈ ${paper.recoveredTo}` }),
    row('correlation above ½ up to', 'ℓ', reach('correlation', 'halfCorrelation')),
    row('multipole limit of this many latents', 'ℓ', { model: limit, linear: limit, paper: `${paper.latentCeiling}` }),
    ...momentNames.map((moment) => row(momentLabels[moment], undefined, momentCells(results, moment))),
    ...statisticNames.map(([statistic, label]) =>
      row(`KS distance of reconstructions, ${label}`, undefined, {
        ...of((name) => distance(results, name, statistic)),
        train: distance(results, 'train', statistic),
      }),
    ),
    ...statisticNames.map(([statistic, label]) =>
      row(`KS distance of prior samples, ${label}`, undefined, {
        model: distance(results, 'sample', statistic),
        train: distance(results, 'train', statistic),
      }),
    ),
    row('active latents', undefined, {
      model: `${formatCount(latents.active)} of ${formatCount(latents.count)}`,
      linear: formatCount(results.components),
      paper: `of ${paper.latents}`,
    }),
    row('KL of the latents', 'nats per patch', { model: formatNumber(kl, 3) }),
    row('nearest training patch of a prior sample', 'rms std', {
      model: formatFixed(memorisation.sample.median, 3),
      patches: formatFixed(memorisation.original.median, 3),
    }),
    row('patches; posterior samples of each', undefined, {
      model: `${formatCount(count)}; ${formatCount(samples)}`,
      paper: `${paper.testPatches}; ${paper.samples}`,
    }),
  ]
}

const written = (value: number | null | undefined, format: (value: number, digits: number) => string) =>
  value == null ? '' : format(value, 3)

/** Medians of one moment over the patches. */
function momentCells({ standard: { sets } }: ValidationResults, moment: MomentName) {
  const of = (name: SetName) => written(sets[name]?.moments[moment].median, formatFixed)
  return { model: of('reconstruction'), linear: of('linear'), train: of('train'), patches: of('original') }
}

const distance = (
  { tests }: ValidationResults,
  set: (typeof testedSets)[number],
  statistic: (typeof statisticNames)[number][0],
) => written(testShare(tests[set], statistic)?.distance, formatFixed)
