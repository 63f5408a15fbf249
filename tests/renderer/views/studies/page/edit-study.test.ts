import { DOMWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { paperSpace } from '../../../../../src-shared/study/search-space.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import EditStudy from '../../../../../src-renderer/views/studies/page/EditStudy.vue'
import { useStudies } from '../../../../../src-renderer/stores/studies.ts'
import { studies, summaryOf, trials } from '../../../fake/study-records.ts'
import { openPage } from '../../mount-page.ts'
import type { Answers, OpenPage } from '../../mount-page.ts'
import { until } from '../../../window.ts'

let open: OpenPage
afterEach(() => open.close())

const [running, complete, stopped] = studies
/** The dialog is outside the page. */
const dialog = () => new DOMWrapper(document.querySelector('dialog')!)
const show = async (study = running, answers: Answers = {}) => {
  const props = { study: summaryOf(study, trials[study.id]) }
  open = await openPage(EditStudy, `/studies/${study.id}`, props, { answers })
  await until(() => useStudies().trials.has(study.id))
}
const labelled = (label: string) => dialog().find<HTMLInputElement>(`[aria-label="${label}"]`)
const field = (label: string) =>
  dialog()
    .findAll('.field')
    .find((one) => one.find('.label').text() === label)!
    .find<HTMLInputElement>('input, select')
const primary = () => dialog().find<HTMLButtonElement>('button.primary')
const save = () => dialog().find('form').trigger('submit')
const updated = () => open.calls.find(([method]) => method === 'studies.update')?.[1]
const meanings = () =>
  dialog()
    .findAll('.meanings li')
    .map((one) => one.text())

describe('editing a study', () => {
  it('sends only changes, and closes', async () => {
    await show()
    expect(primary().element.disabled).toBe(true)
    await field('Trials').setValue('50')
    await field('Name').setValue('longer search')
    await save()
    await until(() => open.page.emitted('close'))
    expect(updated()).toEqual({ id: 'demo-search', name: 'longer search', budget: 50 })
    expect(useStudies().find('demo-search')?.budget).toBe(50)
  })
  it('says how many trials can run at once if more are requested', async () => {
    await show()
    await field('Trials at once').setValue('3')
    expect(meanings()).toEqual(['This machine trains at most 1 at a time.'])
    await field('Trials at once').setValue('1')
    expect(meanings()).toEqual([])
  })
  it('can change space, sampler, pruner, concurrency and executor', async () => {
    await show()
    await labelled('learning rate: remove').trigger('click')
    await field('Sampler').setValue('sobol')
    await field('Pruner').setValue('median')
    await field('Trials at once').setValue('4')
    await until(() => dialog().text().includes('Slurm: night'))
    await field('Runs on').setValue('night')
    await save()
    await until(updated)
    expect(updated()).toEqual({
      id: 'demo-search',
      space: paperSpace.slice(1),
      sampler: { kind: 'sobol' },
      pruner: { kind: 'median', startupTrials: 5, warmupEpochs: 0 },
      concurrency: 4,
      executor: { kind: 'slurm', profile: 'night' },
    })
  })
  it('says how many trials do not fit the new space', async () => {
    await show()
    await labelled('kernel: choices').setValue('3 / 4')
    const unfit = trials[running.id].filter(({ params }) => params.kernel === 5).length
    expect(unfit).toBeGreaterThan(0)
    expect(meanings()[0]).toContain(`${unfit} of 14 trials do not fit the new space.`)
    await labelled('kernel: choices').setValue('3 / 4 / 5 / 6')
    expect(meanings()[0]).toContain('All trials so far fit the new space')
  })
  it('explains a change of the budget', async () => {
    await show()
    await field('Trials').setValue('20')
    expect(meanings()).toContain('6 more trials will start.')
    await field('Trials').setValue('10')
    expect(meanings()).toContain('14 trials have already started: no new ones will start.')
  })
  it('explains what applies to running trials', async () => {
    await show()
    await field('Pruner').setValue('median')
    expect(meanings()).toEqual(['Running trials keep their pruner.'])
  })
  it('says that an inactive study must be resumed', async () => {
    await show(stopped)
    await field('Trials').setValue('20')
    expect(meanings()).toContain('The study is interrupted. Resume it to continue with these changes.')
  })
  it('says whether a complete study can continue', async () => {
    await show(complete)
    await field('Sampler').setValue('sobol')
    expect(meanings()).toContain('The study is complete. Raise the number of trials to continue it with these changes.')
    await field('Trials').setValue('101')
    expect(meanings()).toContain('The study is complete. Resume it to continue with these changes.')
  })
  it('keeps a removed profile until another one is chosen', async () => {
    await show(stopped, { 'slurm.profiles': () => [] })
    expect(field('Runs on').element.value).toBe('night')
  })
  it('refuses invalid values', async () => {
    await show()
    await labelled('kernel: choices').setValue('12')
    expect(primary().element.disabled).toBe(true)
    await labelled('kernel: choices').setValue('3 / 4 / 5')
    await field('Name').setValue(' ')
    expect(dialog().text()).toContain('enter a name')
    await field('Name').setValue('demo search')
    await field('Trials').setValue('0')
    expect(primary().element.disabled).toBe(true)
    await save()
    expect(updated()).toBeUndefined()
  })
  it('shows the host’s error, and stays open', async () => {
    await show(running, {
      'studies.update': () => {
        throw new CirrusError(
          'refused',
          'Parameter "kernel": depends on "batchSize", which is not listed before it.',
          undefined,
          {
            field: 'space.2.when',
          },
        )
      },
    })
    await field('Trials').setValue('50')
    await save()
    await until(() => dialog().find('fieldset.failure').exists())
    expect(dialog().find('fieldset.failure').text()).toContain('which is not listed before it')
    expect(open.page.emitted('close')).toBeUndefined()
    await field('Trials').setValue('51')
    expect(dialog().find('fieldset.failure').exists()).toBe(false)
  })
  it('changes nothing on Cancel', async () => {
    await show()
    await dialog()
      .findAll('button')
      .find((one) => one.text() === 'Cancel')!
      .trigger('click')
    expect(open.page.emitted('close')).toHaveLength(1)
    expect(updated()).toBeUndefined()
  })
})
