import type { Comparison } from '../../../src-shared/validation/results.ts'
import { statisticKinds } from '../../../src-shared/validation/sample-statistics.ts'
import { summariseSamples } from '../../../src-shared/validation/sample-summary.ts'
import { markdownTable } from '../markdown-page.ts'

type Statistic = Comparison['samples']['statistics'][number]

/** What is compared with the truth, in the order of the comparison, and the gradient of each over the truth's. */
export interface SmallScales {
  titles: readonly string[]
  gradients: readonly number[]
  comparison: Comparison
}

/** Spectra over the truth's in bands, then functionals and gradients, then distances over their floors, as Markdown. */
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
  const farthest = samples.statistics.flatMap((one) =>
    ['v0', 'v1', 'v2'].includes(one.name)
      ? [[`${statisticKinds[one.name].label}, the farthest threshold`, ...farthestOf(one)]]
      : [],
  )
  const gradient = ['gradient, rms over the truth’s', ...gradients.map((one) => one.toFixed(3))]
  return [
    markdownTable([['median C(ℓ) over the truth’s, ℓ', ...titles], ...spectra]),
    markdownTable([['', ...titles], ...farthest, gradient]),
    markdownTable([['statistic', 'floor', ...titles], ...distances]),
  ].join('\n\n')
}

/** The largest difference of each set's medians from the truth's, in percent of the truth's largest. */
function farthestOf({ sky, models }: Statistic): string[] {
  const truth = sky!.median.map(Number)
  const largest = Math.max(...truth.map(Math.abs))
  return models.map(({ bands }) => {
    const differences = bands!.median.map((median, i) => Math.abs(Number(median) - truth[i]))
    return `${((100 * Math.max(...differences)) / largest).toFixed(1)} %`
  })
}
