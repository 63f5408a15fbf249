import { DOMWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { importTrialsCommand, type Study, type StudySummary } from '../../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../../src-renderer/stores/notices.ts'
import { useStudies } from '../../../../../src-renderer/stores/studies.ts'
import ImportTrials from '../../../../../src-renderer/views/studies/page/ImportTrials.vue'
import { endedTrials, studyRecord, summaryOf } from '../../../fake/study-records.ts'
import { until } from '../../../window.ts'
import { openPage, type Answers, type OpenPage } from '../../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const made = (id: string, changes: Partial<Study> = {}, count = 12): StudySummary => {
  const study = studyRecord(id, { name: id, ...changes })
  return summaryOf(study, endedTrials(study, count))
}
const mine = made('mine', { epochs: 20 })
const show = async (others: StudySummary[], answers: Answers = {}) => {
  open = await openPage(
    ImportTrials,
    '/',
    { study: mine },
    { answers: { 'studies.list': () => [mine, ...others], ...answers } },
  )
  await until(() => useStudies().phase === 'ready')
  const dialog = new DOMWrapper(document.body).find('dialog')
  // The studies arrive after the dialog has opened, so one is selected here.
  if (dialog.find('select').exists()) await dialog.find('select').setValue(others[0].id)
  return dialog
}
const importing = (dialog: DOMWrapper<Element>) => dialog.find<HTMLButtonElement>('button.primary')

describe('the import of trials', () => {
  it('lists other studies with complete trials, by name and count', async () => {
    const dialog = await show([made('other'), made('empty', {}, 0)])
    expect(dialog.findAll('option').map((one) => one.text())).toEqual(['other (10 complete)'])
    expect(dialog.find('.command code').text()).toBe(importTrialsCommand('mine', 'other'))
    expect(importing(dialog).element.disabled).toBe(false)
  })

  it('says if there is no other study', async () => {
    const dialog = await show([])
    expect(dialog.text()).toContain('There is no other study with complete trials.')
    expect(importing(dialog).element.disabled).toBe(true)
  })

  it('says at which epoch longer trials count', async () => {
    const dialog = await show([made('longer', { epochs: 50 })])
    expect(dialog.text()).toContain('Its trials have 50 epochs: each counts with its value after 20, as here.')
  })

  it('says that of shorter trials only pruned ones are imported', async () => {
    const dialog = await show([made('shorter', { epochs: 1 })])
    expect(dialog.text()).toContain('Its complete trials have 1 epoch, fewer than the 20 of this study')
  })

  it('is blocked if the two studies measure different things', async () => {
    const dialog = await show([made('patches', { datasetFingerprint: 'another' })])
    expect(dialog.find('.misfit').text()).toContain('its patches are different')
    expect(importing(dialog).element.disabled).toBe(true)
    expect(dialog.find('.command').exists()).toBe(false)
  })

  it('reports how many trials were imported and why others were not, and closes', async () => {
    const skipped = { unfinished: 1, shorter: 0, outside: 2, known: 0 }
    const dialog = await show([made('other')], { 'studies.import': () => ({ imported: 7, skipped }) })
    await importing(dialog).trigger('click')
    await until(() => open.page.emitted('close') !== undefined)
    const [{ text }] = useNotices().items
    expect(text).toMatch(/^7 trials imported/)
    expect(text).toContain('2')
    expect(open.calls.find(([method]) => method === 'studies.import')![1]).toEqual({ id: 'mine', from: 'other' })
  })

  it('stays open with the reason when the host refuses', async () => {
    const dialog = await show([made('other')], {
      'studies.import': () => {
        throw new CirrusError('refused', 'Another process has the catalog.')
      },
    })
    await importing(dialog).trigger('click')
    await until(() => dialog.text().includes('Can’t import the trials'))
    expect(dialog.text()).toContain('Another process has the catalog.')
    expect(open.page.emitted('close')).toBeUndefined()
  })
})
