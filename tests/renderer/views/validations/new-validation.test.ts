import { afterEach, describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { plainRecipe } from '../../../../src-shared/statistics/spectrum-recipe.ts'
import NewValidationPage from '../../../../src-renderer/views/validations/new/NewValidationPage.vue'
import { rememberRun } from '../../../../src-renderer/views/runs/preferred-run.ts'
import { datasets, runs } from '../../fake/records.ts'
import { commands, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const show = async (at = '/validations/new', answers: Answers = {}, again = false) => {
  open = await openPage(NewValidationPage, at, {}, { answers, again })
  await until(() => open.page.find('form').exists())
  return open.page
}
const field = (label: string) =>
  open.page
    .findAll('.field')
    .find((one) => one.find('.label').text().startsWith(label))!
    .find<HTMLInputElement | HTMLSelectElement>('input, select')
const values = () => ['Run', 'Checkpoint', 'Split', 'Posterior samples'].map((label) => field(label).element.value)
const begun = () => open.calls.filter(([name]) => name === 'validations.start').map(([, params]) => params)
const refuse = (message: string, at?: string): Answers => ({
  'validations.start': () => {
    throw new CirrusError('refused', message, undefined, { field: at })
  },
})

describe('a new validation', () => {
  it('uses the run in the address, with the paper’s 100 samples of the test patches', async () => {
    await show('/validations/new?run=latent-16')
    expect(values()).toEqual(['latent-16', 'best', 'test', '100'])
    expect(commands(open.page)).toEqual([
      'cirrus reconstruct /home/astro/.local/share/cirrus/runs/latent-16 --checkpoint best --split test --samples 100 --report --out validation-test',
    ])
    await open.page.find('form').trigger('submit')
    await until(() => open.router.currentRoute.value.path.startsWith('/validations/latent-16'))
    const config = {
      checkpoint: 'best',
      split: 'test',
      channel: null,
      samples: 100,
      priorSamples: 500,
      prior: null,
      classifier: false,
      likelihood: null,
      spectra: plainRecipe,
    }
    expect(begun()).toEqual([{ runId: 'latent-16', config }])
  })

  it('trains a classifier on request', async () => {
    await show()
    await open.page.find('input[type="checkbox"]').setValue(true)
    expect(commands(open.page)[0]).toContain('--report --classifier --out')
    await open.page.find('form').trigger('submit')
    await until(() => begun().length > 0)
    expect(begun()[0]).toMatchObject({ config: { classifier: true } })
  })

  it('computes a likelihood on request, of 100 patches or of as many as are asked for', async () => {
    await show()
    const box = open.page.findAll('input[type="checkbox"]')[1]
    expect(open.page.text()).not.toContain('Patches of the likelihood')
    await box.setValue(true)
    expect(commands(open.page)[0]).toContain('--report --likelihood 100 --out')
    await field('Patches of the likelihood').setValue('1')
    expect(commands(open.page)).toEqual([])
    await field('Patches of the likelihood').setValue('40')
    await open.page.find('form').trigger('submit')
    await until(() => begun().length > 0)
    expect(begun()[0]).toMatchObject({ config: { likelihood: 40 } })
    open.close()
    await show()
    await open.page.findAll('input[type="checkbox"]')[1].setValue(true)
    await open.page.findAll('input[type="checkbox"]')[1].setValue(false)
    expect(commands(open.page)[0]).not.toContain('--likelihood')
  })

  it('draws as many prior samples as are asked for, which the command asks for too', async () => {
    await show()
    await field('Prior samples').setValue('64')
    expect(commands(open.page)[0]).toContain('--report --prior-samples 64 --out')
    await open.page.find('form').trigger('submit')
    await until(() => begun().length > 0)
    expect(begun()[0]).toMatchObject({ config: { priorSamples: 64 } })
  })

  it('draws from a prior of the run that fits the checkpoint, and from N(0, 1) again for a run without it', async () => {
    await show('/validations/new?run=demo-2026-11-23-a')
    const prior = () =>
      open.page
        .findAll('label')
        .find((one) => one.text().startsWith('Prior of the samples'))!
        .find('select')
    const options = () => prior().findAll('option')
    await until(() => options().length === 4)
    expect(options().map((one) => one.text())).toEqual(['N(0, 1)', 'flow', 'gaussian', 'wide'])
    await open.page.findAll('select')[1].setValue('last')
    expect(options()[1].text()).toBe('flow (it fits the best checkpoint)')
    expect(options()[1].attributes('disabled')).toBeDefined()
    await open.page.findAll('select')[1].setValue('best')
    await prior().setValue('flow')
    expect(commands(open.page)[0]).toContain('--report --prior flow --out')
    await open.page.find('select').setValue('wide-kernel')
    await until(() => options().length === 1)
    await until(() => !commands(open.page)[0].includes('--prior'))
    await open.page.find('select').setValue('demo-2026-11-23-a')
    await until(() => options().length === 4)
    await prior().setValue('gaussian')
    await open.page.find('form').trigger('submit')
    await until(() => begun().length > 0)
    expect(begun()[0]).toMatchObject({ config: { prior: 'gaussian' } })
  })

  it('uses the last run opened, even if others are newer or better', async () => {
    await show()
    rememberRun('wide-kernel')
    open.close()
    await show('/validations/new', {}, true)
    expect(values()[0]).toBe('wide-kernel')
  })

  it('uses the best run if none was opened', async () => {
    const losses = [3300, 3100, 3200]
    const some = losses.map((bestValidationLoss, i) => ({
      ...runs[2],
      id: `run-${i}`,
      bestValidationLoss,
    }))
    await show('/validations/new', { 'runs.list': () => some })
    expect(values()[0]).toBe('run-1')
  })

  it('shows the number of patches per split, and omits empty ones', async () => {
    const splits = { train: 1676, validation: 296, test: 0, unused: 0 }
    await show('/validations/new', { 'datasets.list': () => [{ ...datasets[0], splits }] })
    const options = field('Split').findAll('option')
    expect(options.map((option) => option.text())).toEqual(['test (0)', 'validation (296)', 'train (1\u202f676)'])
    expect(options.map(({ element }) => (element as HTMLOptionElement).disabled)).toEqual([true, false, false])
  })

  it.each(['0', '10001', '1.5', ''])('with "%s" samples cannot be started, and has no command', async (samples) => {
    await show()
    await field('Posterior samples').setValue(samples)
    expect(open.page.find('button.primary').attributes('disabled')).toBeDefined()
    expect(open.page.find('.field .wrong').text()).not.toBe('')
    expect(commands(open.page)).toEqual([])
  })

  it.each([
    ['runId', 'Run'],
    ['config.split', 'Split'],
    ['config.samples', 'Posterior samples'],
  ])('refused for its %s shows the error at that field, until the form changes', async (at, label) => {
    await show('/validations/new', refuse('demo-64px has no test patches; choose another split.', at))
    await open.page.find('form').trigger('submit')
    await until(() => open.page.find('.wrong').exists())
    const place = open.page.findAll('.field').find((one) => one.find('.wrong').exists())!
    expect(place.find('.label').text()).toMatch(label)
    expect(place.find('.wrong').text()).toBe('demo-64px has no test patches; choose another split.')
    expect(open.page.findAll('.wrong')).toHaveLength(1)
    await field('Checkpoint').setValue('last')
    expect(open.page.find('.wrong').exists()).toBe(false)
  })

  it('refused for its mask expands the spectra, and shows the error there', async () => {
    await show('/validations/new', refuse('mask.npy, shape: a mask of 32 x 32 does not fit.', 'config.spectra'))
    expect(open.page.find('details').attributes('open')).toBeUndefined()
    await open.page.find('form').trigger('submit')
    await until(() => open.page.find('details .wrong').exists())
    expect(open.page.find('details').attributes('open')).toBeDefined()
    expect(open.page.find('details .wrong').text()).toBe('mask.npy, shape: a mask of 32 x 32 does not fit.')
  })

  it('refused for another reason shows the error beside the button', async () => {
    await show('/validations/new', refuse('The disk is full.'))
    await open.page.find('form').trigger('submit')
    await until(() => open.page.find('.foot .wrong').exists())
    expect(open.page.find('.foot .wrong').text()).toBe('The disk is full.')
    expect(open.router.currentRoute.value.path).toBe('/validations/new')
  })

  it('needs a trained run, and links to a new one', async () => {
    open = await openPage(NewValidationPage, '/validations/new', {}, { empty: true })
    await until(() => open.page.find('.empty a').exists())
    expect(open.page.text()).toContain('A validation needs a trained run')
    expect(open.page.find('.empty a').attributes('href')).toBe('/runs/new')
  })
})

describe('a half-filled validation', () => {
  const fill = async () => {
    await field('Run').setValue('latent-16')
    await field('Split').setValue('train')
    await field('Posterior samples').setValue('7')
    await field('Bands').setValue('edges')
    await field('Edges, ℓ').setValue('40, 100, 250')
  }

  it('is restored after leaving or reloading the page', async () => {
    await show()
    await fill()
    open.close()
    await show('/validations/new', {}, true)
    expect(values()).toEqual(['latent-16', 'best', 'train', '7'])
    expect(field('Edges, ℓ').element.value).toBe('40,100,250')
    expect(commands(open.page)[0]).toContain('runs/latent-16 --checkpoint best --split train --samples 7')
    expect(commands(open.page)[0]).toContain('--bin 40,100,250')
  })

  it('is separate for each address', async () => {
    await show('/validations/new?run=wide-kernel')
    await field('Posterior samples').setValue('7')
    open.close()
    await show('/validations/new', {}, true)
    expect(values()[3]).toBe('100')
  })

  it('is discarded once started', async () => {
    await show()
    await fill()
    await open.page.find('form').trigger('submit')
    await until(() => begun().length === 1)
    await until(() => open.router.currentRoute.value.path !== '/validations/new')
    open.close()
    await show('/validations/new', {}, true)
    expect(values().slice(1)).toEqual(['best', 'test', '100'])
  })

  it('is kept if refused, and discarded by Cancel', async () => {
    await show('/validations/new', refuse('The disk is full.'))
    await fill()
    await open.page.find('form').trigger('submit')
    await until(() => open.page.find('.foot .wrong').exists())
    open.close()
    await show('/validations/new', {}, true)
    expect(values()[3]).toBe('7')
    await press(open.page, 'Cancel')
    await until(() => open.router.currentRoute.value.path === '/validations')
    open.close()
    await show('/validations/new', {}, true)
    expect(values()[3]).toBe('100')
  })
})
