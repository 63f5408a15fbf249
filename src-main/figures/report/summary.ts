import { counted } from '../../../src-shared/text/counted.ts'
import { formatFixed, formatNumber } from '../../../src-shared/text/format.ts'
import { paper } from '../../../src-shared/validation/paper-values.ts'
import { rankNote } from '../../../src-shared/validation/rank-note.ts'
import { summaryColumns, summaryRows, type SummaryRow } from '../../../src-shared/validation/summary.ts'
import { tableOf } from './html.ts'
import { nameOf, type Reported } from './reported.ts'

const noNumber = 'no number'

/** The rows that the window shows too, preceded by the negative ELBO, which the window shows on the run's page. */
const rowsOf = ({ validated }: Reported): SummaryRow[] => [
  negativeElboRow(validated),
  ...summaryRows({ results: validated.results, count: validated.patches.length, samples: validated.samples }),
]

function negativeElboRow({ config, metrics, epoch }: Reported['validated']): SummaryRow {
  const found = metrics.find((each) => each.epoch === epoch)
  const [lastEpoch, , lastValidation] = paper.negativeElbo.at(-1)!
  const perPixel = found && found.validationLoss / (config.size ** 2 * config.channels)
  return {
    name: 'negative ELBO of the validation patches',
    unit: 'nats per pixel',
    model: found ? formatNumber(perPixel, 4) : '',
    linear: '',
    train: '',
    patches: '',
    paper:
      config.likelihoodWidth === null
        ? `${formatFixed(lastValidation / paper.pixels, 4)} after ${counted(lastEpoch, 'epoch')}`
        : 'another likelihood',
  }
}

/** One table for one validation, or for two side by side. */
export function summaryTable(all: readonly Reported[]): string {
  const rows = all.map(rowsOf)
  const columns = summaryColumns.filter(({ key }) => key !== 'paper')
  const notes = all.flatMap((each) => {
    const note = rankNote(each.validated.results)
    return note === '' ? [] : [all.length > 1 ? `${nameOf(each)}: ${note}` : note]
  })
  return tableOf({
    caption: [
      'In standardised units.',
      ...columns.slice(1).map(({ head, meaning }) => `${head[0].toUpperCase()}${head.slice(1)}: ${meaning}.`),
      'KS distances are medians over the places of a statistic.',
      `Paper: ${paper.citation} (256 px, 545 GHz); “${noNumber}” where it gives none.`,
      ...notes,
    ].join(' '),
    groups: [
      { name: '', columns: 1 },
      ...all.map((each) => ({ name: nameOf(each), columns: columns.length })),
      { name: '', columns: 1 },
    ],
    head: ['', ...all.flatMap(() => columns.map(({ head }) => head)), 'paper'],
    rows: rows[0].map(({ name, unit, paper: stated }, i) => [
      unit === undefined ? name : `${name}, ${unit}`,
      ...rows.flatMap((each) => columns.map(({ key }) => each[i][key])),
      stated || noNumber,
    ]),
  })
}
