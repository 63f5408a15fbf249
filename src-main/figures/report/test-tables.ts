import { momentNames } from '../../../src-shared/validation/results.ts'
import { formatNumber } from '../../../src-shared/text/format.ts'
import { quartilesText } from '../../../src-shared/validation/quartiles-text.ts'
import { setStyles } from '../../../src-shared/validation/set-styles.ts'
import { significance, statisticNames, testedSets, testShare } from '../../../src-shared/validation/test-share.ts'
import { tableOf } from './html.ts'
import { nameOf, type Reported } from './reported.ts'

/** Kolmogorov-Smirnov tests of each set against the patches, by statistic, and the p-values of the moments one by one. */
export const testTables = (all: readonly Reported[]) =>
  all
    .flatMap((reported) => {
      const { tests } = reported.validated.results
      const head = ['', ...testedSets.map((set) => setStyles[set].name)]
      return [
        tableOf({
          caption:
            `${nameOf(reported)}: median distance; number of tests with p < ${significance}; smallest p-value. ` +
            'Against the patches, one number per patch.',
          head,
          rows: statisticNames.map(([statistic, label]) => [
            label,
            ...testedSets.map((set) => {
              const share = testShare(tests[set], statistic)
              if (!share) return null
              const { distance, apart, count, smallestPValue } = share
              return `${formatNumber(distance, 3)}; ${apart} of ${count}; ${formatNumber(smallestPValue, 3)}`
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

/** Whether draws from the prior merely repeat training patches. */
export const memorisationTable = (all: readonly Reported[]) =>
  tableOf({
    caption:
      'Root mean square difference to the nearest training patch, standardised: median (quartiles). A sample much closer ' +
      'than a patch that was never trained on would be a copy.',
    head: ['', 'prior samples', 'these patches', 'closest sample', 'symmetries'],
    rows: all.map((reported) => {
      const { sample, original, closest, symmetries } = reported.validated.results.memorisation
      return [
        nameOf(reported),
        quartilesText(sample, three),
        quartilesText(original, three),
        closest,
        symmetries ? 'flipped and rotated patches count' : 'as they are',
      ]
    }),
  })

const three = (value: number | null) => formatNumber(value, 3)
