import { describe, expect, test } from 'vitest'
import { sampleTable } from '../../../src-main/figures/report/sample-table.ts'
import { statisticKinds } from '../../../src-shared/validation/sample-statistics.ts'
import { intensityStatisticNames } from '../../renderer/fake/validation-results.ts'
import { madeReport } from '../made-report.ts'

const textsOf = (html: string) => [...html.matchAll(/<t[hd](?: [^>]*)?>(.*?)<\/t[hd]>/g)].map(([, text]) => text)

describe('the table of sample distances', () => {
  test('has a row for each statistic, the worst first, with floor, distance and their ratio', () => {
    const cells = textsOf(sampleTable([madeReport()]))
    expect(cells.slice(0, 6)).toEqual(['', 'prior samples', '', 'floor', 'distance', 'over floor'])
    // The made distances grow by 0.02 from statistic to statistic; the floor is 0.1.
    const last = 0.12 + 0.02 * (intensityStatisticNames.length - 1)
    expect(cells.slice(6, 10)).toEqual([
      statisticKinds[intensityStatisticNames.at(-1)!].label,
      '0.100',
      last.toFixed(3),
      (10 * last).toPrecision(3),
    ])
    expect(cells).toHaveLength(6 + 4 * intensityStatisticNames.length)
  })

  test('shows two validations side by side, named', () => {
    const html = sampleTable([madeReport(), madeReport()])
    expect(html.match(/colspan="3"/g)).toHaveLength(2)
    expect(html).toMatch(/a run &amp; more, .*?: prior samples/)
  })

  test('of results from before they were measured says so', () => {
    const old = madeReport()
    old.validated.results = { ...old.validated.results, samples: null }
    expect(sampleTable([old])).toContain('Not measured: validate again')
    expect(textsOf(sampleTable([old, madeReport()]))[1]).toContain('prior samples')
  })
})
