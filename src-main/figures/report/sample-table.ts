import { formatNumber } from '../../../src-shared/text/format.ts'
import { summariseSamples } from '../../../src-shared/validation/sample-summary.ts'
import { paragraph, tableOf } from './html.ts'
import { nameOf, type Reported } from './reported.ts'

/** How far prior samples are from the sky in each statistic, the worst first; the models of two validations side by side. */
export function sampleTable(all: readonly Reported[]): string {
  const measured = all.flatMap((reported) => {
    const { samples } = reported.validated.results
    return samples ? [{ reported, samples }] : []
  })
  if (measured.length === 0) return paragraph('Not measured: validate again to measure them.')
  const { rows, models } = summariseSamples(measured.map(({ samples }) => samples))
  return tableOf({
    caption:
      'How far prior samples are from the patches in each statistic: Kolmogorov-Smirnov distance of one number per ' +
      'patch, energy distance of several, the root of what lacks to full coverage, the difference of the density from ' +
      '1. Floor: the same for the training patches, or for chance if that is more. Distance over floor is 1 for a perfect model. The worst first.',
    groups: [
      { name: '', columns: 1 },
      ...measured.flatMap(({ reported, samples }) =>
        samples.models.map((model) => ({
          name: all.length > 1 ? `${nameOf(reported)}: ${model}` : model,
          columns: 3,
        })),
      ),
    ],
    head: ['', ...models.flatMap(() => ['floor', 'distance', 'over floor'])],
    rows: rows.map(({ label, cells }) => [
      label,
      ...cells.flatMap(({ floor, distance, ratio }) => [floor, distance, ratio].map((value) => formatNumber(value, 3))),
    ]),
  })
}
