import { momentNames, type Quartiles } from '../../../src-shared/validation/results.ts'
import { setStyles } from '../validation/validated.ts'
import { testedSets } from '../validation/tests.ts'
import { formatNumber, tableOf } from './html.ts'
import { nameOf, type Reported } from './reported.ts'
import { significance, statisticNames, testShare } from './test-shares.ts'

/** Kolmogorov-Smirnov tests of each set against the patches, by statistic, and the p-values of the moments one by one. */
export const testTables = (all: readonly Reported[]) =>
  all
    .flatMap((reported) => {
      const { tests } = reported.validated.results
      const head = ['', ...testedSets.map((set) => setStyles[set].name)]
      return [
        tableOf({
          caption:
            `${nameOf(reported)}: median distance; how many of the tests have p < ${significance}; the smallest p-value. ` +
            'Against the patches, one number a patch.',
          head,
          rows: statisticNames.map(([statistic, label]) => [
            label,
            ...testedSets.map((set) => {
              const share = testShare(tests[set], statistic)
              if (!share) return null
              const { distance, apart, count, smallest } = share
              return `${formatNumber(distance)}; ${apart} of ${count}; ${formatNumber(smallest)}`
            }),
          ]),
        }),
        tableOf({
          caption: `${nameOf(reported)}: p-values of the moments`,
          head,
          rows: momentNames.map((name) => [
            name === 'standardDeviation' ? 'standard deviation' : name,
            ...testedSets.map(
              (set) => tests[set]?.find(({ statistic, at }) => statistic === 'moment' && at === name)?.pValue ?? null,
            ),
          ]),
        }),
      ]
    })
    .join('\n')

/** Whether draws from the prior are training patches over again. */
export const memorisationTable = (all: readonly Reported[]) =>
  tableOf({
    caption:
      'Root mean square difference to the nearest training patch, standardised. A sample much closer than a patch that was ' +
      'never trained on would be a copy.',
    head: ['', 'prior samples', 'these patches themselves', 'closest sample', 'symmetries'],
    rows: all.map((reported) => {
      const { sample, original, closest, symmetries } = reported.validated.results.memorisation
      return [
        nameOf(reported),
        spread(sample),
        spread(original),
        closest,
        symmetries ? 'turned and flipped patches count' : 'as they are',
      ]
    }),
  })

const spread = ({ low, median, high }: Quartiles) =>
  [median, low, high].map((value) => (value === null ? 'none' : formatNumber(value))).join(' / ') +
  ' (median / quartiles)'
