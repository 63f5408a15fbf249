// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { trainCommand } from '../../../../src-preload/contract/index.ts'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import FileDialog from '../../../../src-renderer/components/FileDialog.vue'
import NewRunPage from '../../../../src-renderer/views/runs/new/NewRunPage.vue'
import { datasets, demoConfig } from '../../fake/records.ts'
import { button, commands, facts, openPage, press } from '../mount-page.ts'
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
  await until(() => field('epochs').exists())
  return open.page
}
const group = (title: string) =>
  open.page.findAll('h2 button').find((one) => one.text().slice(1).trim().startsWith(title))!
/** With every group of settings open. */
const showAll = async (...stage: Parameters<typeof show>) => {
  await show(...stage)
  for (const closed of open.page.findAll('h2 button[aria-expanded="false"]')) await closed.trigger('click')
  return open.page
}
const field = (name: string) => open.page.find<HTMLInputElement>(`#setting-${name}`)
const hint = (name: string) => open.page.find(`#hint-${name}`).text()
const started = () => open.calls.find(([method]) => method === 'runs.start')?.[1] as { config: TrainingConfig }
const primary = () => open.page.find<HTMLButtonElement>('button.primary')

describe('a copy of a run', () => {
  it('begins with its settings, which count as changes of its preset', async () => {
    const page = await showAll('/runs/new?from=wide-kernel')
    await until(() => field('kernel').element.value === '7')
    expect(field('learningRate').element.value).toBe('0.05')
    expect(page.findAll('.back')).toHaveLength(2)
    await primary().trigger('submit')
    await until(started)
    expect(started().config).toMatchObject({ kernel: 7, learningRate: 0.05, preset: 'demo' })
  })
  it('gives them up when another preset is chosen', async () => {
    const page = await showAll('/runs/new?from=wide-kernel')
    await until(() => field('kernel').element.value === '7')
    await press(page, 'paper')
    expect(field('kernel').element.value).toBe('4')
  })
})

describe('the presets of a new run', () => {
  it('fill every field', async () => {
    const page = await showAll()
    expect(field('latentDimension').element.value).toBe('32')
    expect(field('encoderFilters').element.value).toBe('64, 32, 16')
    await press(page, 'paper')
    expect(field('latentDimension').element.value).toBe('256')
    expect(field('encoderFilters').element.value).toBe('256, 128, 64')
    expect(page.findAll('.back')).toHaveLength(0)
  })

  it('mark what differs from them, and put it back', async () => {
    const page = await showAll()
    await field('latentDimension').setValue('48')
    expect(page.findAll('.back')).toHaveLength(1)
    expect(page.find('.back').attributes('title')).toBe('Reset to 32, as in the preset')
    await page.find('.back').trigger('click')
    expect(field('latentDimension').element.value).toBe('32')
    expect(document.activeElement).toBe(field('latentDimension').element)
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

describe('the groups of a new run', () => {
  it('are closed at first but for the main settings, and stay as they were left', async () => {
    await show()
    expect(field('learningRate').exists()).toBe(true)
    expect(field('kernel').exists()).toBe(false)
    await group('Layers').trigger('click')
    expect(field('kernel').exists()).toBe(true)
    expect(JSON.parse(localStorage.getItem('cirrus.run-settings.open')!)).toEqual(['layers'])
    await group('Layers').trigger('click')
    expect(group('Layers').attributes('aria-expanded')).toBe('false')
    expect(field('kernel').exists()).toBe(false)
  })

  it('say what in them is not as in the preset, open or closed', async () => {
    await show()
    await group('Optimiser').trigger('click')
    await field('gradientClip').setValue('5')
    await field('beta2').setValue('0.99')
    await group('Optimiser').trigger('click')
    expect(group('Optimiser').text()).toContain('Adam β₂ 0.99 · gradient clip 5')
    expect(group('Layers').text()).toBe('▸ Layers')
  })

  it('are open over what is wrong, so that nothing hinders the start unseen', async () => {
    await show('/runs/new', { 'datasets.list': () => [of('odd', 60)] })
    expect(group('Layers').attributes('aria-expanded')).toBe('true')
    expect(open.page.find('.foot').text()).toContain('encoder filters: 3 layers need a multiple of 8 px')
    await group('Layers').trigger('click')
    expect(field('encoderFilters').exists()).toBe(true)
  })
})

describe('the architecture of a new run', () => {
  it('comes with the preset spatial, a learned width, and only the settings that it has', async () => {
    const page = await showAll()
    expect(field('denseWidth').element.disabled).toBe(false)
    await press(page, 'spatial')
    expect(field('architecture').element.value).toBe('spatial')
    expect(field('likelihoodWidth').element.value).toBe('learned')
    expect(field('denseWidth').element.disabled).toBe(true)
    expect(hint('denseWidth')).toBe('spatial has no dense layer')
    expect(page.findAll('.back')).toHaveLength(0)
    await page.find('form').trigger('submit')
    await until(() => started())
    expect(started().config).toMatchObject({ architecture: 'spatial', latentDimension: 2048 })
  })

  it('grows its map of latents with the patches', async () => {
    const page = await showAll('/runs/new', { 'datasets.list': () => [of('large', 128)] })
    await press(page, 'spatial')
    expect(field('latentDimension').element.value).toBe('8192')
    expect(page.findAll('.back')).toHaveLength(0)
    expect(primary().element.disabled).toBe(false)
  })

  it('may be chosen in its field, and says which latents would fit', async () => {
    const page = await showAll()
    await field('architecture').setValue('spatial')
    expect(hint('latentDimension')).toContain('a map of 8 x 8 latents: a multiple of 64 is needed')
    expect(primary().element.disabled).toBe(true)
    await field('latentDimension').setValue('128')
    expect(primary().element.disabled).toBe(false)
    expect(commands(page)[0]).toContain('--set architecture=spatial')
  })
})

describe('the patch size of a new run', () => {
  it('is that of the dataset, whatever the preset was made for', async () => {
    const page = await showAll()
    await press(page, 'paper')
    await page.find('form').trigger('submit')
    await until(() => started())
    expect(started().config).toMatchObject({ preset: 'paper', size: 64, latentDimension: 256 })
  })

  it('follows a change of the dataset, and the preset with it', async () => {
    const page = await showAll('/runs/new', { 'datasets.list': () => [datasets[0], of('large', 256)] })
    await page.find('select').setValue('large')
    await until(() => page.find('[aria-label="Preset"] [aria-pressed="true"]').text() === 'paper')
    expect(commands(page)[0]).toContain('cirrus train /data/large --preset paper ')
    expect(commands(page)[0]).not.toContain('size=')
  })

  it('that the layers cannot halve is refused beside the layers, and blocks the start', async () => {
    await showAll('/runs/new', { 'datasets.list': () => [of('odd', 60)] })
    expect(hint('encoderFilters')).toBe('3 layers need a multiple of 8 px; the patches have 60')
    expect(primary().element.disabled).toBe(true)
    await field('encoderFilters').setValue('64 32')
    await field('decoderFilters').setValue('32, 16')
    expect(primary().element.disabled).toBe(false)
  })
})

describe('a value of a new run', () => {
  it.each([
    ['kernel', 'wide', 'a whole number, 1 to 9'],
    ['latentDimension', '', 'a whole number, 1 to 1048576'],
    ['learningRate', '0', 'a number, above 0, up to 1'],
    ['beta1', '1', 'a number, 0 to below 1'],
    ['batchSize', '2.5', 'a whole number, 1 to 512'],
    ['epochs', '', 'a whole number, 1 to 100000'],
    ['encoderFilters', '64, x', '1 to 6 whole numbers, each 1 to 1024'],
    ['decoderStrides', '5', '1 to 6 whole numbers, each 1 to 4; or none'],
    ['batchNormMomentum', '1.2', 'a number, 0 to 1'],
    ['gradientClip', '-1', 'a number, above 0; or none'],
    ['testEvery', '-5', 'a whole number, 0 to 100000'],
  ])('that cannot be (%s = "%s") is refused in words and blocks the start', async (name, text, words) => {
    const page = await showAll()
    await field(name).setValue(text)
    expect(hint(name)).toBe(`needed: ${words}`)
    expect(page.find('.foot .wrong').text()).toContain(`needed: ${words}`)
    expect(field(name).attributes('aria-invalid')).toBe('true')
    expect(primary().element.disabled).toBe(true)
    await page.find('form').trigger('submit')
    expect(started()).toBeUndefined()
  })

  it('that is corrected is taken again', async () => {
    const page = await showAll()
    await field('kernel').setValue('many')
    await field('kernel').setValue('5')
    expect(hint('kernel')).toBe('size of strided convolutions · 1 to 9')
    await page.find('form').trigger('submit')
    await until(() => started())
    expect(started().config.kernel).toBe(5)
  })

  it('of the likelihood width may be left empty: then it is the sum of squares', async () => {
    const page = await showAll()
    await field('likelihoodWidth').setValue('0.3')
    expect(commands(page)[0]).toContain('--set likelihoodWidth=0.3')
    await field('likelihoodWidth').setValue('')
    expect(commands(page)[0]).not.toContain('likelihoodWidth')
    expect(primary().element.disabled).toBe(false)
  })

  it('of the likelihood width may be the word learned, and no other', async () => {
    const page = await showAll()
    await field('likelihoodWidth').setValue('learned')
    expect(commands(page)[0]).toContain('--set likelihoodWidth=learned')
    expect(primary().element.disabled).toBe(false)
    await field('likelihoodWidth').setValue('guessed')
    expect(hint('likelihoodWidth')).toBe('needed: a number, above 0; or "learned"; or none')
    expect(primary().element.disabled).toBe(true)
  })

  it('is refused while it is typed, and stays as it was typed', async () => {
    const page = await showAll()
    await field('encoderFilters').setValue('64,')
    expect(hint('encoderFilters')).toMatch(/^needed: /)
    expect(field('encoderFilters').element.value).toBe('64,')
    await field('encoderFilters').setValue('64,32,16')
    expect(field('encoderFilters').element.value).toBe('64,32,16')
    expect(primary().element.disabled).toBe(false)
    expect(page.findAll('.back')).toHaveLength(0)
  })

  it('that does nothing is disabled and says why, until it does something', async () => {
    await showAll()
    expect(field('decayEpochs').element.disabled).toBe(true)
    expect(hint('decayEpochs')).toBe('there is no learning-rate decay')
    await field('learningRateDecay').setValue('cosine')
    expect(field('decayEpochs').element.disabled).toBe(false)
    await field('decayEpochs').setValue('30')
    expect(hint('decayEpochs')).toContain('above 0, up to 100000')
  })
})

describe('the command of a new run', () => {
  it('is the one that trainCommand gives for what will be started', async () => {
    const page = await showAll()
    await field('learningRate').setValue('0.0002')
    await field('decoderFilters').setValue('64 32 16')
    await page.find('#setting-augment').setValue(false)
    await field('epochs').setValue('12')
    await page.find('input[maxlength]').setValue('my run')
    const [command] = commands(page)
    await page.find('form').trigger('submit')
    await until(() => started())
    const out = `/home/astro/.local/share/cirrus/runs/my-run-${new Date().toISOString().slice(0, 10)}-a`
    expect(command).toBe(trainCommand(datasets[0].folder, started().config, demoConfig, out))
    expect(command).toContain(`--epochs 12 --set decoderFilters=64,32,16 --set learningRate=0.0002 --set augment=false`)
  })
})

describe('the size of a new run', () => {
  it('is said in steps: patches that do not fill a batch are left out of an epoch', async () => {
    const page = await show()
    // 1,380 patches in batches of 8, and of 100.
    expect(facts(page)['steps per epoch']).toBe('172')
    await field('batchSize').setValue('100')
    expect(facts(page)['steps per epoch']).toBe('13')
    await field('batchSize').setValue('many')
    expect(facts(page)['steps per epoch']).toBe('–')
  })
})

describe('a half-filled form of a run', () => {
  const fill = async () => {
    const page = await showAll()
    await press(page, 'paper')
    await field('latentDimension').setValue('48')
    await page.find('input[maxlength]').setValue('dusty')
  }
  const again = async () => {
    open.page.unmount()
    await open.router.push('/runs/new')
    open.page = mount(NewRunPage, { global: { plugins: [open.router] }, attachTo: document.body }) as never
    await until(() => field('epochs').exists())
  }
  it('is as it was left when its page is opened again', async () => {
    await fill()
    await again()
    expect(open.page.find('[aria-label="Preset"] [aria-pressed="true"]').text()).toBe('paper')
    expect(field('latentDimension').element.value).toBe('48')
    expect(open.page.find<HTMLInputElement>('input[maxlength]').element.value).toBe('dusty')
  })
  it('gives way to another preset as a new one does', async () => {
    await fill()
    await again()
    await press(open.page, 'demo')
    await press(open.page, 'paper')
    expect(field('latentDimension').element.value).toBe('256')
  })
  it.each(['Cancel', 'Start training'])('is forgotten with %s', async (action) => {
    await fill()
    if (action === 'Cancel') await press(open.page, action)
    else await open.page.find('form').trigger('submit')
    await until(() => open.router.currentRoute.value.path !== '/runs/new')
    await again()
    expect(field('latentDimension').element.value).toBe('32')
  })
})

describe('the start of a new run', () => {
  it('sends the dataset, the name and the configuration, and shows the run', async () => {
    const page = await showAll()
    await page.find('input[maxlength]').setValue('  dusty  ')
    await page.find('form').trigger('submit')
    await until(() => open.router.currentRoute.value.path === '/runs/dusty-new')
    expect(started()).toEqual({ datasetId: 'demo-64px', name: 'dusty', config: demoConfig, weights: null })
  })

  it('begins with the weights of a file that is chosen, in the command too', async () => {
    const page = await showAll()
    await press(page, 'random, from the seed …')
    const file = '/home/astro/dusty-best.safetensors'
    page.findComponent(FileDialog).vm.$emit('choose', file)
    await until(() => button(page, 'dusty-best.safetensors …'))
    expect(page.findComponent(FileDialog).exists()).toBe(false)
    expect(commands(page)[0]).toContain(`--weights ${file}`)
    await page.find('form').trigger('submit')
    await until(() => started())
    expect(started()).toMatchObject({ weights: file })
  })

  it('that is refused stays on the form and says why', async () => {
    const page = await showAll('/runs/new', {
      'runs.start': () => {
        throw new CirrusError('engine-missing', 'TensorFlow is not installed; run the set-up.')
      },
    })
    await page.find('form').trigger('submit')
    await until(() => page.find('.foot').text().includes('TensorFlow is not installed; run the set-up.'))
    expect(open.router.currentRoute.value.path).toBe('/runs/new')
    expect(primary().element.disabled).toBe(false)
  })

  it.each([
    ['config.batchSize', '#hint-batchSize'],
    ['weights', '.field:has(.row) [role=alert]'],
    ['datasetId', '.line > .field:first-child [role=alert]'],
  ])('that is refused of %s says why at its field, until the form is changed', async (field, place) => {
    const page = await showAll('/runs/new', {
      'runs.start': () => {
        throw new CirrusError('invalid-params', 'It does not fit.', undefined, { field })
      },
    })
    await page.find('form').trigger('submit')
    await until(() => page.find(place).exists() && page.find(place).text() === 'It does not fit.')
    await page.find('input[maxlength]').setValue('another')
    expect(page.text()).not.toContain('It does not fit.')
  })

  it('offers only datasets that are cut', async () => {
    const page = await showAll('/runs/new', {
      'datasets.list': () => [of('half', 64, { state: 'running' }), datasets[0], of('bad', 64, { state: 'failed' })],
    })
    expect(page.findAll('.line select option').map((option) => option.attributes('value'))).toEqual(['demo-64px'])
    expect(button(page, 'Cancel')!.attributes('href')).toBe('/runs')
  })
})
