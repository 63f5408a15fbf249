import { momentNames, type MomentName, type SetResults } from '../../../src-shared/validation/results.ts'
import { paper } from '../../../src-shared/validation/paper-values.ts'
import { rankSentence } from '../validation/validated.ts'
import { tableOf, type Cell } from './html.ts'
import { nameOf, type Reported } from './reported.ts'
import { statisticNames, testShare } from './test-shares.ts'

/** A number of a model beside its references. */
interface SummaryRow {
  name: string
  model: Cell
  /** As many principal components as latents. */
  linear?: Cell
  /** Training patches against these patches: what a perfect sampler would reach. */
  floor?: Cell
  /** The patches themselves. */
  sky?: Cell
  paper?: Cell
}

const noNumber = 'no number'
/** Median over the patches; what is left of a mean of 0 after rounding is 0. */
function moment(set: SetResults | undefined, name: MomentName): number | null {
  const median = set?.moments[name].median ?? null
  return median !== null && Math.abs(median) < 1e-6 ? 0 : median
}
const whole = (value: number | null | undefined) => (value == null ? null : Math.round(value))
const momentLabels = {
  mean: 'mean',
  standardDeviation: 'standard deviation',
  skewness: 'skewness',
  kurtosis: 'kurtosis',
}

/** The table of a validation, in standardised units; the paper's own values beside it, and where it gives none. */
export function summaryRows({ validated }: Reported): SummaryRow[] {
  const { results, config, metrics, epoch } = validated
  const { standard, tests, latents, memorisation } = results
  const { reconstruction, linear } = standard.pairs
  const { sets } = standard
  const row = metrics.find((each) => each.epoch === epoch)
  const [lastEpoch, , lastValidation] = paper.negativeElbo.at(-1)!
  const elbo =
    config.likelihoodWidth === null
      ? `${(lastValidation / paper.pixels).toFixed(4)} after ${lastEpoch} epochs`
      : 'another likelihood'
  return [
    {
      name: 'negative ELBO of the validation patches, nats per pixel',
      model: row ? row.validationNegativeElbo / (config.size ** 2 * config.channels) : null,
      paper: elbo,
    },
    {
      name: 'mean squared error of the reconstructions, std²',
      model: reconstruction?.meanSquaredError ?? null,
      linear: linear?.meanSquaredError,
    },
    {
      name: 'half of the power is kept to ℓ',
      model: whole(reconstruction?.halfPower),
      linear: whole(linear?.halfPower),
      paper: `recovered to ${paper.recoveredTo}`,
    },
    {
      name: 'correlation with the patch above one half to ℓ',
      model: whole(reconstruction?.halfCorrelation),
      linear: whole(linear?.halfCorrelation),
    },
    {
      name: 'latent ceiling: as many numbers reach ℓ',
      model: whole(results.latentCeiling),
      linear: whole(results.latentCeiling),
      paper: `${paper.latentCeiling} (of its 256 latents)`,
    },
    ...momentNames.map((name) => ({
      name: `${momentLabels[name]} of the pixels, median patch`,
      model: moment(sets.reconstruction, name),
      linear: moment(sets.linear, name),
      floor: moment(sets.train, name),
      sky: moment(sets.original, name),
    })),
    ...statisticNames.map(([statistic, label]) => ({
      name: `KS distance of reconstructions, ${label}`,
      model: testShare(tests.reconstruction, statistic)?.distance ?? null,
      linear: testShare(tests.linear, statistic)?.distance,
      floor: testShare(tests.train, statistic)?.distance,
      sky: 0,
    })),
    ...statisticNames.map(([statistic, label]) => ({
      name: `KS distance of prior samples, ${label}`,
      model: testShare(tests.sample, statistic)?.distance ?? null,
      floor: testShare(tests.train, statistic)?.distance,
      sky: 0,
    })),
    {
      name: 'latents that carry more than 0.01 nats',
      model: `${latents.active} of ${latents.count}`,
      linear: results.components,
      paper: `of ${paper.latents}, ${noNumber}`,
    },
    { name: 'KL of the latents, nats per patch', model: latents.kl.reduce((sum, value) => sum + value, 0) },
    {
      name: 'nearest training patch of a prior sample, rms std',
      model: memorisation.sample.median,
      sky: memorisation.original.median,
    },
    {
      name: 'patches; posterior samples of each',
      model: `${validated.patches.length}; ${validated.samples}`,
      paper: `${paper.testPatches}; ${paper.samples}`,
    },
  ]
}

/** One table for one validation or for two side by side. */
export function summaryTable(all: readonly Reported[]): string {
  const rows = all.map(summaryRows)
  const columns = ['model', 'linear ceiling', 'training patches (floor)', 'patches themselves']
  return tableOf({
    caption:
      'Standardised units. Linear ceiling: as many principal components of the training patches as there are latents. ' +
      'Floor: patches of the training against these patches, what the sky’s own variety does. KS distances are medians ' +
      `over the places of a statistic. Paper: ${paper.citation} (256 px, 545 GHz); “${noNumber}” where it gives none.` +
      all
        .filter(({ validated }) => rankSentence(validated) !== '')
        .map((each) => (all.length > 1 ? ` ${nameOf(each)}:` : '') + rankSentence(each.validated))
        .join(''),
    groups: [
      { name: '', columns: 1 },
      ...all.map((each) => ({ name: nameOf(each), columns: columns.length })),
      { name: '', columns: 1 },
    ],
    head: ['', ...all.flatMap(() => columns), 'paper'],
    rows: rows[0].map(({ name, paper: stated = noNumber }, i) => [
      name,
      ...rows.flatMap((each): Cell[] => {
        const { model, linear = null, floor = null, sky = null } = each[i]
        return [model, linear, floor, sky]
      }),
      stated,
    ]),
  })
}
