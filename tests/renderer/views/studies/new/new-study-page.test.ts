import { describe, expect, it } from 'vitest'
import { paperSpace } from '../../../../../src-shared/study/search-space.ts'
import { studySpecSchema } from '../../../../../src-shared/study/specification.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { datasets, demoConfig } from '../../../fake/records.ts'
import { button, commands, press } from '../../mount-page.ts'
import type { Answers } from '../../mount-page.ts'
import { until } from '../../../window.ts'
import {
  openForm,
  open,
  show,
  field,
  openSettings,
  primary,
  toMend,
  submit,
  started,
  begin,
  pressed,
} from './new-study-form.ts'

describe('a new study', () => {
  it('defaults to the contract’s: the paper’s four parameters, 100 trials of 20 epochs', async () => {
    await show()
    const { datasetId, name, ...spec } = await begin()
    expect(datasetId).toBe('demo-64px')
    expect(name).toBeUndefined()
    expect(spec).toEqual(studySpecSchema.parse({ base: { ...demoConfig, standardised: true } }))
    expect(spec.space).toEqual(paperSpace)
  })
  it('opens its page after the start', async () => {
    const page = await show()
    await page.find('input[placeholder="demo-64px-study"]').setValue(' my search ')
    expect((await begin()).name).toBe('my search')
    await until(() => open.router.currentRoute.value.path === '/studies/my-search-new')
  })
  it('uses the dataset in the address', async () => {
    const other = { ...datasets[0], id: 'other', name: 'other', folder: '/data/other' }
    await show('/studies/new?dataset=other', { 'datasets.list': () => [datasets[0], other] })
    expect((await begin()).datasetId).toBe('other')
  })
  it.each([
    [64, 'demo'],
    [128, '128px'],
    [256, 'paper'],
  ])('on patches of %i px starts with the preset %s', async (size, preset) => {
    const set = { ...datasets[0], recipe: { ...datasets[0].recipe, size } }
    await show('/studies/new', { 'datasets.list': () => [set] })
    expect(pressed('Preset')).toBe(preset)
  })
  it('around a run uses its settings in all trials, and says so', async () => {
    const page = await show('/studies/new?run=wide-kernel')
    await until(() => page.text().includes('Those of'))
    expect(page.text()).toMatch(/Those of\s+wide-kernel/)
    expect((await begin()).base).toMatchObject({ kernel: 7, learningRate: 0.05, preset: 'demo' })
  })
  it('around a run drops its settings when another preset is chosen', async () => {
    const page = await show('/studies/new?run=wide-kernel')
    await until(() => page.text().includes('Those of'))
    await press(page, '128px')
    expect(page.text()).not.toContain('Those of')
    expect((await begin()).base).toMatchObject({ preset: '128px', kernel: 4, learningRate: 1e-3 })
  })
  it('needs a dataset, and links to creating one', async () => {
    await openForm('/studies/new', { empty: true })
    await until(() => open.page.find('.empty a').exists())
    expect(open.page.find('.empty a').attributes('href')).toBe('/datasets?new')
  })
  it('can be cancelled', async () => {
    const page = await show()
    expect(button(page, 'Cancel')!.attributes('href')).toBe('/studies')
  })
})

describe('the fixed settings', () => {
  it('disable what the search varies, and the epochs, which the budget sets', async () => {
    const page = await show()
    await openSettings()
    expect(page.find('#hint-learningRate').text()).toBe('in the search space')
    expect(page.find('#hint-epochs').text()).toContain('epochs per trial')
    expect(page.find<HTMLInputElement>('#setting-learningRate').element.disabled).toBe(true)
  })
  it('that differ from the preset are listed, and used', async () => {
    const page = await show()
    await openSettings()
    await page.find('#setting-seed').setValue('5')
    expect(page.find('.changes').text()).toBe('seed 5')
    expect((await begin()).base.seed).toBe(5)
  })
  it('that are invalid are shown, and block the start', async () => {
    const page = await show()
    await openSettings()
    await page.find('#setting-seed').setValue('-1')
    expect(toMend()).toContain('seed: needed')
    await submit()
    expect(started()).toBeUndefined()
  })
})

describe('budget and executor', () => {
  it('are used as typed', async () => {
    await show()
    for (const [label, value] of [
      ['Trials', '12'],
      ['Epochs per trial', '4'],
      ['Trials at once', '2'],
      ['Seed', '9'],
    ])
      await field(label).setValue(value)
    expect(await begin()).toMatchObject({ budget: 12, epochs: 4, concurrency: 2, seed: 9 })
  })
  it('block the start if invalid', async () => {
    await show()
    await field('Trials').setValue('0')
    expect(open.page.text()).toContain('1 to 100000')
    expect(primary().element.disabled).toBe(true)
    expect(commands(open.page)).toEqual([])
  })
  it('can be a Slurm profile from the settings', async () => {
    const page = await show()
    await until(() => page.text().includes('Slurm: night'))
    await field('Runs on').setValue('night')
    expect((await begin()).executor).toEqual({ kind: 'slurm', profile: 'night' })
  })
  it('come with a link to the settings for Slurm profiles', async () => {
    const page = await show('/studies/new', { 'slurm.profiles': () => [] })
    expect(button(page, 'Use a Slurm cluster')!.attributes('href')).toBe('/settings#slurm')
  })
})

describe('an error of the host', () => {
  const refuse = (error: CirrusError): Answers => ({
    'studies.start': () => {
      throw error
    },
  })
  it('about the name is shown at the name, until it changes', async () => {
    const message = 'A study named a already exists: resume it, or choose another name.'
    const page = await show('/studies/new', refuse(new CirrusError('conflict', message, undefined, { field: 'name' })))
    const name = page.find('input[placeholder="demo-64px-study"]')
    await name.setValue('a')
    await submit()
    await until(() => page.find('[role="alert"]').exists())
    expect(name.element.parentElement!.textContent).toContain(message)
    await name.setValue('b')
    expect(page.find('[role="alert"]').exists()).toBe(false)
    expect(primary().element.disabled).toBe(false)
  })
  it('about a parameter is shown at that parameter', async () => {
    const error = new CirrusError(
      'refused',
      'Parameter "kernel": has a choice that is not a finite number.',
      undefined,
      {
        field: 'space.2.choices',
      },
    )
    const page = await show('/studies/new', refuse(error))
    await submit()
    await until(() => page.find('fieldset.failure').exists())
    expect(page.find('fieldset.failure').text()).toContain('has a choice that is not a finite number.')
    expect(page.find('fieldset.failure legend').text()).toBe('kernel')
  })
  it('about a cluster is shown at the executor', async () => {
    const page = await show(
      '/studies/new',
      refuse(new CirrusError('refused', 'There is no Slurm profile "night".', undefined, { field: 'executor' })),
    )
    await submit()
    await until(() => page.find('[aria-label="Budget"] [role="alert"]').exists())
  })
  it('about anything else is shown in the footer', async () => {
    await show('/studies/new', refuse(new CirrusError('refused', 'demo-64px: its folder is gone.')))
    await submit()
    await until(() => toMend().includes('its folder is gone'))
  })
})
