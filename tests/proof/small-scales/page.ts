import type { Comparison } from '../../../src-shared/validation/results.ts'
import { summariseSamples } from '../../../src-shared/validation/sample-summary.ts'
import { markdownTable } from '../markdown-page.ts'

/** What is compared with the truth, in the order of the comparison, and the gradient of each over the truth's. */
export interface SmallScales {
  titles: readonly string[]
  gradients: readonly number[]
  comparison: Comparison
}

/** Spectra over the truth's in bands, then distances over their floors and gradients, as Markdown. */
export function smallScalesTables({ titles, gradients, comparison: { samples } }: SmallScales): string {
  const spectra = samples.statistics
    .filter(({ name }) => name.startsWith('spectrum-'))
    .flatMap(({ x, sky, models }) =>
      x.map((ell, i) => [
        String(Math.round(ell)),
        ...models.map(({ bands }) => (bands!.median[i]! / sky!.median[i]!).toFixed(3)),
      ]),
    )
  const { rows } = summariseSamples([samples])
  const distances = rows.map(({ label, cells }) => [
    label,
    cells[0].floor?.toFixed(3) ?? '',
    ...cells.map(({ distance, ratio }) => (ratio === null ? (distance?.toFixed(3) ?? '') : `${ratio.toFixed(1)} x`)),
  ])
  const gradient = ['gradient, rms over the truth’s', '', ...gradients.map((one) => one.toFixed(3))]
  return [
    markdownTable([['median C(ℓ) over the truth’s, ℓ', ...titles], ...spectra]),
    markdownTable([['statistic', 'floor', ...titles], ...distances, gradient]),
  ].join('\n\n')
}
