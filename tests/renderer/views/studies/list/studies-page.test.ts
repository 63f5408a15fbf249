import { afterEach, describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
// The address that a row opens.
import '../../../../../src-renderer/views/studies/page/StudyPage.vue'
import StudiesPage from '../../../../../src-renderer/views/studies/list/StudiesPage.vue'
import { studies, trialRecord } from '../../../fake/study-records.ts'
import { button, openPage, press } from '../../mount-page.ts'
import type { OpenPage } from '../../mount-page.ts'
import { until } from '../../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const rows = () =>
  open.page.findAll('tbody tr').map((row) =>
    row
      .findAll('td')
      .map((cell) => cell.text())
      .join(' | '),
  )
const row = (name: string) => rows().find((text) => text.startsWith(name))!
const show = async (stage: Parameters<typeof openPage>[3] = {}) => {
  open = await openPage(StudiesPage, '/studies', {}, stage)
  return open.page
}

describe('studies', () => {
  it('are listed with state, dataset, trials, the best value and its trial, and the sampler', async () => {
    await show()
    await until(() => rows().length === 3)
    expect(row('demo search')).toMatch(
      /^demo search \| ◐running \| demo-64px \| 12 of 30 \| 10 \| 1 \| 1 \| 3\u202f154\.2 trial 3 \|/,
    )
    expect(row('as in the paper')).toContain('The paper’s recipe (KerasTuner)')
    expect(row('as in the paper')).toContain('100 of 100')
    expect(row('one-parameter')).toContain('0 of 100 | 0 | 0 | 0 | – | validation −ELBO')
  })
  it('start with the newest, and can be sorted by any header', async () => {
    const page = await show()
    await until(() => rows().length === 3)
    expect(rows().map((text) => text.slice(0, 4))).toEqual(['demo', 'as i', 'one-'])
    await press(page, 'Trials')
    expect(rows().map((text) => text.slice(0, 4))).toEqual(['one-', 'demo', 'as i'])
    await press(page, 'Best')
    expect(rows().at(-1)).toMatch(/^one-/)
  })
  it('update their counts and best trial as trials end', async () => {
    await show()
    await until(() => rows().length === 3)
    open.host.tellTrial('demo-search', trialRecord(studies[0], 13, 'complete', { value: 3001.5 }))
    await until(() => row('demo search').includes('13 of 30'))
    expect(row('demo search')).toMatch(/3\u202f001\.5 trial 13/)
  })
  it('say why one was interrupted', async () => {
    const page = await show()
    await until(() => rows().length === 3)
    expect(page.find('[title^="Cirrus exited while this study was running"]').text()).toContain('interrupted')
  })
  it('are opened with a click', async () => {
    const page = await show()
    await until(() => rows().length === 3)
    await page.find('tbody tr').trigger('click')
    await until(() => open.router.currentRoute.value.path === '/studies/demo-search')
  })
  it('include a link to a new one', async () => {
    const page = await show()
    await until(() => button(page, 'New study'))
    expect(button(page, 'New study')!.attributes('href')).toBe('/studies/new')
  })
  it('that cannot be read say so, and can be reloaded', async () => {
    let broken = true
    const page = await show({
      answers: {
        'studies.list': () => {
          if (broken) throw new CirrusError('internal', 'The catalog is on fire.')
          return []
        },
      },
    })
    await until(() => page.text().includes('The catalog is on fire.'))
    broken = false
    await press(page, 'Try again')
    await until(() => page.text().includes('No studies yet'))
  })
})

describe('the first study', () => {
  it('is offered on the existing dataset, along with the paper’s search', async () => {
    const page = await show({ prepare: ({ studies }) => void studies.splice(0) })
    await until(() => button(page, 'Tune hyperparameters on demo-64px'))
    expect(button(page, 'Tune hyperparameters on demo-64px')!.attributes('href')).toBe('/studies/new?dataset=demo-64px')
    expect(button(page, 'Use the paper’s search')!.attributes('href')).toBe(
      '/studies/new?dataset=demo-64px&recipe=paper',
    )
  })
  it('needs a dataset, and links to creating one', async () => {
    const page = await show({ empty: true })
    await until(() => page.find('.empty a').exists())
    expect(page.find('.empty a').attributes('href')).toBe('/datasets?new')
    expect(button(page, 'New study')).toBeUndefined()
  })
})
