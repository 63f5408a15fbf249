import { describe, expect, it } from 'vitest'
import { datasets } from '../../fake/records.ts'
import { commands, press } from '../mount-page.ts'
import { until } from '../../window.ts'
import { open, of, show, group, showAll, field, hint, started, primary } from './new-run-stage.ts'

describe('a copy of a run', () => {
  it('starts with its settings, which count as changes to its preset', async () => {
    const page = await showAll('/runs/new?from=wide-kernel')
    await until(() => field('kernel').element.value === '7')
    expect(field('learningRate').element.value).toBe('0.05')
    expect(page.findAll('.back')).toHaveLength(2)
    await primary().trigger('submit')
    await until(started)
    expect(started().config).toMatchObject({ kernel: 7, learningRate: 0.05, preset: 'demo' })
  })
  it('drops them when another preset is chosen', async () => {
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

  it('mark and reset what differs from them', async () => {
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
  ])('for patches of %i px start with %s', async (size, preset) => {
    await show('/runs/new?dataset=other', { 'datasets.list': () => [datasets[0], of('other', size)] })
    await until(() => open.page.find('[aria-label="Preset"] [aria-pressed="true"]').text() === preset)
  })
})

describe('the groups of a new run', () => {
  it('are initially collapsed except for the main settings, and stay as they were left', async () => {
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

  it('list differences from the preset, expanded or collapsed', async () => {
    await show()
    await group('Optimiser').trigger('click')
    await field('gradientClip').setValue('5')
    await field('beta2').setValue('0.99')
    await group('Optimiser').trigger('click')
    expect(group('Optimiser').text()).toContain('Adam β₂ 0.99 · gradient clip 5')
    expect(group('Layers').text()).toBe('▸ Layers')
  })

  it('are expanded if they contain an error, so that nothing blocks the start unseen', async () => {
    await show('/runs/new', { 'datasets.list': () => [of('odd', 60)] })
    expect(group('Layers').attributes('aria-expanded')).toBe('true')
    expect(open.page.find('.foot').text()).toContain('encoder filters: 3 layers need a multiple of 8 px')
    await group('Layers').trigger('click')
    expect(field('encoderFilters').exists()).toBe(true)
  })
})

describe('the architecture of a new run', () => {
  it('spatial comes with its preset, a learned width, and only the settings that apply', async () => {
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

  it('spatial scales its map of latents with the patches', async () => {
    const page = await showAll('/runs/new', { 'datasets.list': () => [of('large', 128)] })
    await press(page, 'spatial')
    expect(field('latentDimension').element.value).toBe('8192')
    expect(page.findAll('.back')).toHaveLength(0)
    expect(primary().element.disabled).toBe(false)
  })

  it('can be chosen in its field, which says which latents would fit', async () => {
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
  it('is that of the dataset, whatever the preset', async () => {
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

  it('that the layers cannot halve is refused at the layers, and blocks the start', async () => {
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
  ])('that is invalid (%s = "%s") shows an error and blocks the start', async (name, text, words) => {
    const page = await showAll()
    await field(name).setValue(text)
    expect(hint(name)).toBe(`needed: ${words}`)
    expect(page.find('.foot .wrong').text()).toContain(`needed: ${words}`)
    expect(field(name).attributes('aria-invalid')).toBe('true')
    expect(primary().element.disabled).toBe(true)
    await page.find('form').trigger('submit')
    expect(started()).toBeUndefined()
  })

  it('that is corrected is accepted again', async () => {
    const page = await showAll()
    await field('kernel').setValue('many')
    await field('kernel').setValue('5')
    expect(hint('kernel')).toBe('size of strided convolutions · 1 to 9')
    await page.find('form').trigger('submit')
    await until(() => started())
    expect(started().config.kernel).toBe(5)
  })

  it('of the likelihood width can be left empty, for the sum of squares', async () => {
    const page = await showAll()
    await field('likelihoodWidth').setValue('0.3')
    expect(commands(page)[0]).toContain('--set likelihoodWidth=0.3')
    await field('likelihoodWidth').setValue('')
    expect(commands(page)[0]).not.toContain('likelihoodWidth')
    expect(primary().element.disabled).toBe(false)
  })

  it('of the likelihood width can be the word learned, but no other', async () => {
    const page = await showAll()
    await field('likelihoodWidth').setValue('learned')
    expect(commands(page)[0]).toContain('--set likelihoodWidth=learned')
    expect(primary().element.disabled).toBe(false)
    await field('likelihoodWidth').setValue('guessed')
    expect(hint('likelihoodWidth')).toBe('needed: a number, above 0; or "learned"; or none')
    expect(primary().element.disabled).toBe(true)
  })

  it('is refused while typing, and stays as typed', async () => {
    const page = await showAll()
    await field('encoderFilters').setValue('64,')
    expect(hint('encoderFilters')).toMatch(/^needed: /)
    expect(field('encoderFilters').element.value).toBe('64,')
    await field('encoderFilters').setValue('64,32,16')
    expect(field('encoderFilters').element.value).toBe('64,32,16')
    expect(primary().element.disabled).toBe(false)
    expect(page.findAll('.back')).toHaveLength(0)
  })

  it('without effect is disabled and says why, until it has one', async () => {
    await showAll()
    expect(field('decayEpochs').element.disabled).toBe(true)
    expect(hint('decayEpochs')).toBe('there is no learning-rate decay')
    await field('learningRateDecay').setValue('cosine')
    expect(field('decayEpochs').element.disabled).toBe(false)
    await field('decayEpochs').setValue('30')
    expect(hint('decayEpochs')).toContain('above 0, up to 100000')
  })
})
