import { afterEach, describe, expect, it } from 'vitest'
import type { InpaintingOrder, Run } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import NewInpaintingPage from '../../../../src-renderer/views/inpaintings/new/NewInpaintingPage.vue'
import { rememberRun } from '../../../../src-renderer/views/runs/preferred-run.ts'
import { runs } from '../../fake/records.ts'
import { openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const show = async (again = false, answers: Answers = {}) => {
  open = await openPage(NewInpaintingPage, '/inpaintings/new', {}, { answers, again })
  await until(() => open.page.find('[role="radio"]').exists())
}
const field = (label: string) =>
  open.page
    .findAll('label.field')
    .find((one) => one.text().startsWith(label))!
    .find<HTMLInputElement>('input, select')
const masks = () => open.page.findAll('.mask[aria-pressed="true"]').map((mask) => mask.text())
const patch = () => open.page.find('[role="radio"][aria-checked="true"]').attributes('data-index')
const ticks = () => open.page.findAll<HTMLInputElement>('.kind .title input')
const form = () => ({
  run: field('Run').element.value,
  patch: patch(),
  masks: masks(),
  sigma: field('Noise σ').element.value,
  estimators: open.page.findAll('.kind.chosen strong').map((title) => title.text()),
})
const begun = () => open.calls.filter(([name]) => name === 'inpaintings.start').map(([, params]) => params)
const fill = async () => {
  await field('Run').setValue('latent-16')
  await open.page.find('[data-index="38"]').trigger('click')
  await press(open.page, 'All three')
  await field('Noise σ').setValue('0.05')
  await ticks()[1].setValue(true)
}
const filled = {
  ...{ run: 'latent-16', patch: '38', masks: ['disc', 'corner', 'block'], sigma: '0.05' },
  estimators: ['Mean', 'Diffusion', 'MAP'],
}

describe('a half-filled inpainting', () => {
  it('is restored after leaving or reloading the page', async () => {
    await show()
    expect(form()).not.toEqual(filled)
    await fill()
    expect(form()).toEqual(filled)
    open.close()
    await show(true)
    expect(form()).toEqual(filled)
  })

  it('is discarded once all of its masks are started', async () => {
    await show()
    const fresh = form()
    await fill()
    await open.page.find('form').trigger('submit')
    await until(() => open.router.currentRoute.value.path === '/inpaintings')
    expect((begun() as InpaintingOrder[]).map(({ problem }) => problem.mask.kind)).toEqual(filled.masks)
    open.close()
    await show(true)
    expect(form()).toEqual(fresh)
  })

  it('is kept if refused, and discarded by Cancel', async () => {
    const refuse = () => {
      throw new CirrusError('refused', 'The disk is full.')
    }
    await show(false, { 'inpaintings.start': refuse })
    const fresh = form()
    await fill()
    await open.page.find('form').trigger('submit')
    await until(() => begun().length === 3)
    open.close()
    await show(true)
    expect(form()).toEqual(filled)
    await press(open.page, 'Cancel')
    open.close()
    await show(true)
    expect(form()).toEqual(fresh)
  })
})

describe('the run of an estimate', () => {
  it('is the last one opened, else the best', async () => {
    const some: Run[] = [3300, 3100, 3200].map((bestValidationLoss, i) => ({
      ...{ ...runs[2], id: `run-${i}`, bestValidationLoss },
    }))
    await show(false, { 'runs.list': () => some })
    expect(form().run).toBe('run-1')
    open.close()
    rememberRun('run-2')
    await show(true, { 'runs.list': () => some })
    expect(form().run).toBe('run-2')
  })

  it('is listed under its study if it is a trial', async () => {
    const trials: Run[] = [1, 2].map((number) => ({
      ...{ ...runs[2], id: `trial-${number}`, name: `trial-${number}`, studyId: 'wide' },
    }))
    await show(false, { 'runs.list': () => [runs[2], ...trials] })
    expect(field('Run').findAll('option')).toHaveLength(2)
    await field('Run').setValue('study wide')
    expect(
      field('Trial')
        .findAll('option')
        .map((option) => option.text().split(' ')[0]),
    ).toEqual(['trial-1', 'trial-2'])
  })

  it('shows the host’s error at its field', async () => {
    const message = 'latent-16 has no checkpoint yet; train it for an epoch first.'
    await show(false, {
      'inpaintings.check': () => {
        throw new CirrusError('conflict', message, undefined, { field: 'estimates.1.runId' })
      },
    })
    await until(() => open.page.find('.field .wrong').exists())
    expect(open.page.find('.settings .settings').text()).toContain(message)
    expect(open.page.find('button.primary').attributes('disabled')).toBeDefined()
  })
})
