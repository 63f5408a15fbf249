import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { nameOf, type Reported } from '../../../../src-main/figures/report/reported.ts'
import { summaryTable } from '../../../../src-main/figures/report/summary.ts'
import SummaryTable from '../../../../src-renderer/views/validations/page/SummaryTable.vue'
import { madeValidation } from '../../../figures/made-validation.ts'
import { validations } from '../../fake/validations.ts'

const validated = madeValidation()
const dataset = { recipe: { split: 'disjoint' } } as Reported['provenance']['dataset']
const reported = { validated, provenance: { dataset } } as Reported

/** The cells of each row by name. */
const rowsOf = (table: Element) =>
  new Map(
    [...table.querySelectorAll('tbody tr')].map((row) => [
      row.querySelector('th')!.textContent!.replace(/,? +/g, ' ').trim(),
      [...row.querySelectorAll('td')].map((cell) => cell.textContent!.trim()),
    ]),
  )

it('shows every row of the report’s summary with the same numbers', () => {
  const { results, patches, samples } = validated
  const validation = { ...validations[0], config: { ...validations[0].config, samples } }
  const window = rowsOf(mount(SummaryTable, { props: { measured: { validation, results, patches } } }).element)
  const page = document.createElement('div')
  page.innerHTML = summaryTable([reported])
  expect(page.textContent).toContain(nameOf(reported))
  const report = rowsOf(page)
  // Only the report has the run's ELBO, which the window shows with the run.
  expect(window.size).toBe(report.size - 1)
  for (const [name, cells] of window) {
    const [stated] = report.get(name)!.slice(-1)
    expect(report.get(name)!.slice(0, -1), name).toEqual(cells.slice(0, -1).map((cell) => cell || '–'))
    expect(stated, name).toBe(cells.at(-1) || 'no number')
  }
})
