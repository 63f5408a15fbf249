// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { trainCommand } from '../../../../src-preload/contract/index.ts'
import type { TrainingConfig } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import NewRunPage from '../../../../src-renderer/views/runs/NewRunPage.vue'
import { datasets, demoConfig } from '../../fake/records.ts'
import { button, commands, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())

const of = (id: string, size: number, changes = {}) => ({
  ...datasets[0],
  id,
  name: id,
  folder: `/data/${id}`,
  recipe: { ...datasets[0].recipe, size },
  ...changes,
})
const show = async (at = '/runs/new', answers: Answers = {}) => {
  open = await openPage(NewRunPage, at, {}, { answers })
  await until(() => open.page.find('#setting-kernel').exists())
  return open.page
}
const field = (name: string) => open.page.find<HTMLInputElement>(`#setting-${name}`)
const started = () => open.calls.find(([method]) => method === 'runs.start')?.[1] as { config: TrainingConfig }
const primary = () => open.page.find<HTMLButtonElement>('button.primary')

describe('the presets of a new run', () => {
  it('fill every field', async () => {
    const page = await show()
    expect(field('latentDimension').element.value).toBe('32')
    expect(field('encoderFilters').element.value).toBe('64, 32, 16')
    await press(page, 'paper')
    expect(field('latentDimension').element.value).toBe('256')
    expect(field('encoderFilters').element.value).toBe('256, 128, 64')
    expect(page.findAll('.back')).toHaveLength(0)
  })

  it('mark what differs from them, and put it back', async () => {
    const page = await show()
    await field('latentDimension').setValue('48')
    expect(page.findAll('.back')).toHaveLength(1)
    expect(page.find('.back').attributes('title')).toBe('Back to 32')
    await page.find('.back').trigger('click')
    expect(field('latentDimension').element.value).toBe('32')
    expect(page.findAll('.back')).toHaveLength(0)
  })

  it.each([
    [64, 'demo'],
    [128, '128px'],
    [256, 'paper'],
  ])('for patches of %i px begin with %s', async (size, preset) => {
    await show('/runs/new?dataset=other', { 'datasets.list': () => [datasets[0], of('other', size)] })
    await until(() => open.page.find('[aria-label="Preset"] [aria-pressed="true"]').text() === preset)
  })
})

describe('the architecture of a new run', () => {
  it('comes with the preset spatial, a learned width, and only the settings that it has', async () => {
    const page = await show()
    expect(field('denseWidth').exists()).toBe(true)
    await press(page, 'spatial')
    expect(field('architecture').element.value).toBe('spatial')
    expect(field('likelihoodWidth').element.value).toBe('learned')
    expect(field('denseWidth').exists()).toBe(false)
    expect(page.findAll('.back')).toHaveLength(0)
    await page.find('form').trigger('submit')
    await until(() => started())
    expect(started().config).toMatchObject({ architecture: 'spatial', latentDimension: 2048 })
  })

  it('grows its map of latents with the patches', async () => {
    const page = await show('/runs/new', { 'datasets.list': () => [of('large', 128)] })
    await press(page, 'spatial')
    expect(field('latentDimension').element.value).toBe('8192')
    expect(page.findAll('.back')).toHaveLength(0)
    expect(primary().element.disabled).toBe(false)
  })

  it('may be chosen in its field, and says which latents would fit', async () => {
    const page = await show()
    await field('architecture').setValue('spatial')
    expect(page.find('#hint-latentDimension').text()).toContain('a map of 8 x 8 latents: a multiple of 64 is needed')
    expect(primary().element.disabled).toBe(true)
    await field('latentDimension').setValue('128')
    expect(primary().element.disabled).toBe(false)
    expect(commands(page)[0]).toContain('--set architecture=spatial')
  })
})

describe('the patch size of a new run', () => {
  it('is that of the dataset, whatever the preset was made for', async () => {
    const page = await show()
    await press(page, 'paper')
    await page.find('form').trigger('submit')
    await until(() => started())
    expect(started().config).toMatchObject({ preset: 'paper', size: 64, latentDimension: 256 })
  })

  it('follows a change of the dataset, and the preset with it', async () => {
    const page = await show('/runs/new', { 'datasets.list': () => [datasets[0], of('large', 256)] })
    await page.find('select').setValue('large')
    await until(() => page.find('[aria-label="Preset"] [aria-pressed="true"]').text() === 'paper')
    expect(commands(page)[0]).toContain('cirrus train /data/large --preset paper ')
    expect(commands(page)[0]).not.toContain('size=')
  })

  it('that the layers cannot halve is refused beside the layers, and blocks the start', async () => {
    const page = await show('/runs/new', { 'datasets.list': () => [of('odd', 60)] })
    expect(page.find('#hint-encoderFilters').text()).toBe('3 layers need a multiple of 8 px; the patches have 60')
    expect(primary().element.disabled).toBe(true)
    await field('encoderFilters').setValue('64 32')
    await field('decoderFilters').setValue('32, 16')
    expect(primary().element.disabled).toBe(false)
  })
})

describe('a value of a new run', () => {
  it.each([
    ['kernel', 'wide', 'a number is needed'],
    ['latentDimension', '', 'a number is needed'],
    ['learningRate', '0', '>0'],
    ['beta1', '1', '<1'],
    ['batchSize', '2.5', 'int'],
    ['encoderFilters', '64, x', 'a number is needed'],
    ['batchNormMomentum', '1.2', '<=1'],
  ])('that cannot be (%s = "%s") is refused in words and blocks the start', async (name, text, words) => {
    const page = await show()
    await field(name).setValue(text)
    expect(page.find(`#hint-${name}`).text()).toContain(words)
    expect(field(name).attributes('aria-invalid')).toBe('true')
    expect(primary().element.disabled).toBe(true)
    await page.find('form').trigger('submit')
    expect(started()).toBeUndefined()
  })

  it('that is corrected is taken again', async () => {
    const page = await show()
    await field('kernel').setValue('many')
    await field('kernel').setValue('5')
    expect(page.find('#hint-kernel').text()).toBe('pixels on a side')
    await page.find('form').trigger('submit')
    await until(() => started())
    expect(started().config.kernel).toBe(5)
  })

  it('of the likelihood width may be left empty: then it is the sum of squares', async () => {
    const page = await show()
    await field('likelihoodWidth').setValue('0.3')
    expect(commands(page)[0]).toContain('--set likelihoodWidth=0.3')
    await field('likelihoodWidth').setValue('')
    expect(commands(page)[0]).not.toContain('likelihoodWidth')
    expect(primary().element.disabled).toBe(false)
  })

  it('of the likelihood width may be the word learned, and no other', async () => {
    const page = await show()
    await field('likelihoodWidth').setValue('learned')
    expect(commands(page)[0]).toContain('--set likelihoodWidth=learned')
    expect(primary().element.disabled).toBe(false)
    await field('likelihoodWidth').setValue('guessed')
    expect(page.find('#hint-likelihoodWidth').text()).toBe('a number above 0, or "learned"')
    expect(primary().element.disabled).toBe(true)
  })

  it('of the epochs that is left empty asks for a number', async () => {
    const page = await show()
    await page.find('input.short').setValue('')
    expect(page.find('.field .wrong').text()).toBe('a number is needed')
    expect(primary().element.disabled).toBe(true)
  })
})

describe('the command of a new run', () => {
  it('is the one that trainCommand gives for what will be started', async () => {
    const page = await show()
    await field('learningRate').setValue('0.0002')
    await field('decoderFilters').setValue('64 32 16')
    await page.find('#setting-augment').setValue(false)
    await page.find('input.short').setValue('12')
    await page.find('input[placeholder]').setValue('my run')
    const [command] = commands(page)
    await page.find('form').trigger('submit')
    await until(() => started())
    const out = '/home/astro/.local/share/cirrus/runs/my run'
    expect(command).toBe(trainCommand(datasets[0].folder, started().config, demoConfig, out))
    expect(command).toContain(`--epochs 12 --set decoderFilters=64,32,16 --set learningRate=0.0002 --set augment=false`)
  })
})

describe('the start of a new run', () => {
  it('sends the dataset, the name and the configuration, and shows the run', async () => {
    const page = await show()
    await page.find('input[placeholder]').setValue('  dusty  ')
    await page.find('form').trigger('submit')
    await until(() => open.router.currentRoute.value.path === '/runs/dusty-new')
    expect(started()).toEqual({ datasetId: 'demo-64px', name: 'dusty', config: demoConfig })
  })

  it('that is refused stays on the form and says why', async () => {
    const page = await show('/runs/new', {
      'runs.start': () => {
        throw new CirrusError('engine-missing', 'TensorFlow is not installed; run the set-up.')
      },
    })
    await page.find('form').trigger('submit')
    await until(() => useNotices().items.some(({ text }) => text === 'TensorFlow is not installed; run the set-up.'))
    expect(open.router.currentRoute.value.path).toBe('/runs/new')
    expect(primary().element.disabled).toBe(false)
  })

  it('offers only datasets that are cut', async () => {
    const page = await show('/runs/new', {
      'datasets.list': () => [of('half', 64, { state: 'running' }), datasets[0], of('bad', 64, { state: 'failed' })],
    })
    expect(page.findAll('.line select option').map((option) => option.attributes('value'))).toEqual(['demo-64px'])
    expect(button(page, 'Cancel')!.attributes('href')).toBe('/runs')
  })
})
