import { describe, expect, it } from 'vitest'
import { useRuns } from '../../../../src-renderer/stores/runs.ts'
import type { FakeHost } from '../../fake/fake-host.ts'
import { until } from '../../window.ts'
import { button, press } from '../mount-page.ts'
import { drawn, names, open, show } from './runs-page-stage.ts'

const searched = ({ runs }: FakeHost) => {
  for (const at of [1, 3]) runs[at].studyId = 'demo-search'
}
const table = async (at = '/runs') => {
  const page = await show(at, { prepare: searched })
  await until(() => page.findAll('tbody tr').length > 0)
  return page
}
const trials = () => open.router.currentRoute.value.query.trials

describe('trials in the table of runs', () => {
  it('are folded under their study, to which the row links', async () => {
    const page = await table()
    await until(() => names().some((name) => name.includes('demo search')))
    expect(names()).toEqual([
      'demo-2026-11-23-c',
      expect.stringMatching(/demo search\s*2 trials/),
      'demo-2026-11-23-a',
      'latent-16',
    ])
    expect(page.find('a[href="/studies/demo-search"]').text()).toBe('demo search')
    expect(page.text()).toMatch(/5 of 5 runs · 3\s+plotted/)
    expect(drawn()).not.toContain('wide-kernel')
  })
  it('are unfolded and folded by their study’s button, which the address records', async () => {
    const page = await table()
    const fold = page.find('[aria-label^="Trials of"]')
    expect(fold.attributes('aria-expanded')).toBe('false')
    await fold.trigger('click')
    await until(() => names().length === 6)
    expect(names().slice(2, 4)).toEqual(['demo-2026-11-23-b', 'wide-kernel'])
    // It is the only study, so all are unfolded.
    expect(trials()).toBeNull()
    await page.findAll('tbody tr')[1].trigger('keydown', { key: 'Enter' })
    await until(() => names().length === 4)
    expect(trials()).toBeUndefined()
  })
  it('stay below their study however the table is sorted', async () => {
    const page = await table('/runs?trials=demo-search')
    await until(() => names().length === 6)
    await page.findAll('thead th')[3].find('button').trigger('click')
    const at = names().findIndex((name) => name.includes('2 trials'))
    expect(names().slice(at + 1, at + 3)).toEqual(['demo-2026-11-23-b', 'wide-kernel'])
  })
  it('are all unfolded or folded by one button, and filtered like other runs', async () => {
    const page = await table()
    await press(page, 'Trials 2')
    await until(() => names().length === 6)
    await page.find('input[type="search"]').setValue('kernel')
    await until(() => names().length === 2)
    expect(names()[0]).toMatch(/1 trial$/)
    await page.find('input[type="search"]').setValue('latent-16')
    await until(() => names().length === 1)
    expect(button(page, 'Trials')).toBeUndefined()
  })
  it('of a large study fit into one row', async () => {
    const page = await show('/runs', {
      prepare: ({ runs }) =>
        runs.push(...Array.from({ length: 2000 }, (_, i) => ({ ...runs[2], id: `t-${i}`, studyId: 'large' }))),
    })
    await until(() => names().length === 6)
    expect(page.text()).toMatch(/large\s*2\u202f000 trials/)
    expect(useRuns().items).toHaveLength(2005)
  })
})
