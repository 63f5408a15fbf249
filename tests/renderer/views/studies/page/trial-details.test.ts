import { DOMWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { Trial } from '../../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import TrialDetails from '../../../../../src-renderer/views/studies/page/TrialDetails.vue'
import { studyRecord, trialRecord } from '../../../fake/study-records.ts'
import { until } from '../../../window.ts'
import { openPage, settled, type Answers, type OpenPage } from '../../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const study = studyRecord('demo-search')
const show = async (trial: Trial, answers: Answers = {}) => {
  open = await openPage(TrialDetails, '/', { studyId: study.id, trial }, { answers })
  await until(() => open.calls.some(([method]) => method === 'studies.log'))
  await settled()
  return new DOMWrapper(document.body).find('dialog')
}
const log = (text: string): Answers => ({ 'studies.log': () => ({ text }) })

describe('the details of a trial', () => {
  it('include its state, its log and a link to its run', async () => {
    const dialog = await show(trialRecord(study, 3, 'complete'), log('epoch 1\nepoch 2'))
    expect(dialog.text()).toContain('Trial 3: complete')
    expect(dialog.find('pre').text()).toBe('epoch 1\nepoch 2')
    expect(dialog.find('a').attributes('href')).toBe('/runs/demo-search-0003')
    expect(open.calls.filter(([method]) => method === 'studies.log').at(-1)![1]).toEqual({ id: study.id, number: 3 })
  })

  it('say why it failed, and that the study continues', async () => {
    const dialog = await show(trialRecord(study, 5, 'failed'), log('NaN'))
    expect(dialog.text()).toContain('The loss is not a number since epoch 1.')
    expect(dialog.text()).toContain('The study continues without it')
  })

  it('of a waiting trial have an empty log and no run', async () => {
    const dialog = await show(trialRecord(study, 9, 'waiting'), log(''))
    expect(dialog.text()).toContain('The log is empty.')
    expect(dialog.find('pre').exists()).toBe(false)
    expect(dialog.find('a').exists()).toBe(false)
  })

  it('say that a log can’t be read, and reload it after the next epoch', async () => {
    let broken = true
    const trial = trialRecord(study, 4, 'running')
    const dialog = await show(trial, {
      'studies.log': () => {
        if (broken) throw new CirrusError('not-found', 'The folder is gone.')
        return { text: 'back again' }
      },
    })
    expect(dialog.text()).toContain('Can’t read the log')
    expect(dialog.text()).toContain('The folder is gone.')
    broken = false
    await open.page.setProps({ trial: { ...trial, epochs: trial.epochs + 1 } })
    await until(() => dialog.find('pre').exists())
    expect(dialog.text()).not.toContain('Can’t read the log')
  })

  it('close with their button', async () => {
    const dialog = await show(trialRecord(study, 3, 'complete'), log('a'))
    await dialog
      .findAll('button')
      .find((one) => one.text() === 'Close')!
      .trigger('click')
    expect(open.page.emitted('close')).toHaveLength(1)
  })
})
