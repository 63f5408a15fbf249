import { paper } from '../../../src-shared/validation/paper-values.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import { formatCount, formatNumber } from '../../../src-shared/text/format.ts'
import { firstBandOf, reachText } from '../../../src-shared/validation/reach.ts'
import type { ValidationResults } from '../../../src-shared/validation/results.ts'
import { significance } from '../../../src-shared/validation/test-share.ts'
import { tableOf } from './html.ts'
import { nameOf, type Reported } from './reported.ts'

/** The paper's result for each of its figures, in words if it gives no number, beside what was measured here. */
export function paperTable(all: readonly Reported[]): string {
  const rows: [string, string, (reported: Reported) => string][] = [
    [
      'Fig. 1, reconstructions',
      'large scales recovered, features below about a degree smoothed out; no number',
      ({ validated: { results } }) =>
        `mean squared error ${number(results.standard.pairs.reconstruction?.meanSquaredError)} std², linear ceiling ` +
        number(results.standard.pairs.linear?.meanSquaredError),
    ],
    [
      'Fig. 2, one patch',
      `pixels agree; spectra agree to ℓ ≈ ${paper.recoveredTo}`,
      ({ validated: { results } }) => `half the power kept up to ℓ: ${reach(results, 'reconstruction')}`,
    ],
    [
      'Fig. 3, pixel histograms',
      '20 bins from −3 to 5, excellent agreement, no aggregate bias; no number',
      ({ validated }) => `medians differ by at most ${number(largestBinDifference(validated))} of density`,
    ],
    [
      'Fig. 4, power spectra',
      `recovered for ℓ < ${paper.recoveredTo}, suppressed above; multipole limit of 256 latents ${paper.latentCeiling}`,
      ({ validated: { results } }) =>
        `half the power kept up to ℓ: ${reach(results, 'reconstruction')} (linear ${reach(results, 'linear')}); ` +
        `multipole limit of this many latents ${formatCount(results.latentCeiling)}`,
    ],
    [
      'Fig. 5, interpolation',
      'N = 10 points, smooth transition; no number',
      ({ validated: { interpolation } }) =>
        interpolation
          ? `${counted(interpolation.steps, 'point')} between patches ${interpolation.from} and ${interpolation.to}`
          : 'the checkpoint has changed since',
    ],
    [
      'Sec. 3.1, prior samples',
      'not necessarily realistic; no number',
      ({ validated: { results } }) =>
        `${told(results, 'sample')} tests reject them as patches (p < ${significance}); training patches ` +
        told(results, 'train'),
    ],
    [
      'Training, negative ELBO per patch',
      paper.negativeElbo.map(([epoch, train, validation]) => `epoch ${epoch}: ${train} / ${validation}`).join('; ') +
        ' (training / validation, sum of squares, 256 px)',
      ({ validated: { metrics, epoch } }) => {
        const row = metrics.find((each) => each.epoch === epoch)
        return row ? `epoch ${epoch}: ${number(row.trainLoss)} / ${number(row.validationLoss)}` : 'not recorded'
      },
    ],
  ]
  return tableOf({
    caption: paper.citation,
    head: ['', 'paper', ...(all.length > 1 ? all.map(nameOf) : ['here'])],
    rows: rows.map(([name, stated, here]) => [name, stated, ...all.map(here)]),
  })
}

const number = (value: number | null | undefined) => (value == null ? 'none' : formatNumber(value, 3))

function reach({ standard }: ValidationResults, set: 'reconstruction' | 'linear'): string {
  const pair = standard.pairs[set]
  return pair ? reachText(pair.halfPower, firstBandOf(standard.ell, pair.ratio.median)) : 'none'
}

/** "5 of 60": how many tests distinguish a set from the patches. */
function told({ tests }: ValidationResults, set: 'sample' | 'train'): string {
  const all = tests[set] ?? []
  return `${all.filter(({ pValue }) => pValue < significance).length} of ${all.length}`
}

function largestBinDifference({ results }: Reported['validated']): number | null {
  const { original, reconstruction } = results.standard.sets
  if (!original || !reconstruction) return null
  const medians = reconstruction.histogram.median
  return Math.max(...original.histogram.median.map((value, i) => Math.abs((medians[i] ?? 0) - (value ?? 0))))
}
