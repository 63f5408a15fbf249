import { describe, expect, it } from 'vitest'
import { exportWeightsCommand } from '../../../../src-preload/contract/index.ts'
import { demoConfig, environments } from '../../fake/records.ts'
import { button, commands, facts, press } from '../mount-page.ts'
import type { Answers } from '../mount-page.ts'
import { until } from '../../window.ts'
import { open, show, running, interrupted, complete, failed, asked } from './run-page-stage.ts'

describe('a complete run', () => {
  it('shows no outcome', async () => {
    const page = await show(complete)
    expect(page.find('.outcome').exists()).toBe(false)
  })

  it('is trained longer by half as many epochs by default', async () => {
    const page = await show(complete)
    const more = page.find<HTMLInputElement>('aside form input')
    expect(more.element.value).toBe('50')
    await more.setValue('7')
    await page.find('aside form').trigger('submit')
    await until(() => button(page, 'Stop'))
    expect(asked('runs.resume')).toEqual([{ id: complete, epochs: 107 }])
    expect(facts(page).epoch).toBe('100/107')
  })

  it('is offered half as many more epochs, even if the page was open since its first epoch', async () => {
    const page = await show(running, { epoch: 0 })
    const record = open.host.runs.find(({ id }) => id === running)!
    Object.assign(record, { state: 'complete', epoch: 60 })
    open.host.server.broadcast('runs.changed', { id: running, record })
    await until(() => page.find('aside form input').exists())
    expect(page.find<HTMLInputElement>('aside form input').element.value).toBe('30')
  })

  it('links to an inpainting with it', async () => {
    const page = await show(complete)
    expect(button(page, 'Inpaint')!.attributes('href')).toBe(`/inpaintings/new?run=${complete}`)
  })

  it('exports its weights, as a download and as a command', async () => {
    const page = await show(complete)
    await page.find('section[aria-label="Exports"] select').setValue('last')
    await press(page, 'Export')
    await until(() => page.find('section[aria-label="Exports"] a').exists())
    expect(asked('exports.weights')).toEqual([{ runId: complete, checkpoint: 'last' }])
    const link = page.find('section[aria-label="Exports"] a')
    expect(link.text()).toBe(`${complete}-last.safetensors`)
    expect(link.attributes('href')).toContain(`/data/exports/${complete}-export-1/${complete}-last.safetensors`)
    const folder = `/home/astro/.local/share/cirrus/runs/${complete}`
    expect(commands(page)).toContain(exportWeightsCommand(folder, 'last', `${complete}.safetensors`))
  })

  it('is deleted only after naming what is lost', async () => {
    const page = await show(complete)
    await press(page, 'Delete…')
    const dialog = () => document.querySelector('dialog')
    expect(dialog()!.textContent).toContain('100 epochs of training with all checkpoints')
    expect(dialog()!.textContent).toContain(`the folder /home/astro/.local/share/cirrus/runs/${complete}`)
    expect(asked('runs.remove')).toEqual([])
    dialog()!.querySelector<HTMLButtonElement>('button.failure')!.click()
    await until(() => open.router.currentRoute.value.path === '/runs')
    expect(open.host.runs.some(({ id }) => id === complete)).toBe(false)
  })

  it('lists its settings in the order of the form', async () => {
    const page = await show(interrupted)
    expect(facts(page)).toMatchObject({
      dataset: 'demo-64px',
      device: 'NVIDIA H100',
      parameters: '1\u202f362\u202f497',
      'latent dimension': '64',
      'encoder filters': '64, 32, 16',
      'likelihood width': 'sum of squares',
      'flips and rotations': 'yes',
      precision: 'float32',
      'peak memory': '2.60 GB',
      'gradient clip': 'none',
    })
    expect(facts(page)['decay over']).toBeUndefined()
    expect(button(page, 'demo-64px')!.attributes('href')).toBe('/datasets/demo-64px')
  })

  it('marks differences from its preset, also beside a collapsed group', async () => {
    const page = await show('wide-kernel')
    await until(() => page.findAll('dt.own').length > 0)
    expect(page.findAll('dt.own').map((name) => name.text())).toEqual(['learning rate', 'kernel'])
    const layers = page.findAll('summary').find((line) => line.text().startsWith('Layers'))!
    expect(layers.find('.own').text()).toBe('kernel 7')
  })

  it('is renamed in place', async () => {
    const page = await show(complete)
    await page.find('button.name').trigger('click')
    await page.find('input.name-input').setValue('reference')
    await page.find('input.name-input').trigger('keydown', { key: 'Enter' })
    await until(() => page.find('button.name').text() === 'reference')
    expect(asked('runs.update')).toEqual([{ id: complete, name: 'reference' }])
  })
})

describe('the folder of a run', () => {
  const line = (name: string) =>
    open.page.findAll('section[aria-label="Folder"] li').find((one) => one.text().startsWith(name))

  it('lists checkpoints, marking best and last, and other files for download', async () => {
    const page = await show(complete)
    await until(() => line('metrics.csv'))
    // Epochs 1, 4, 16, 64, the best, 98, and the last, 100.
    expect(page.find('section[aria-label="Folder"] summary').text()).toMatch(/^6 checkpoints\s+98.1 MB$/)
    expect(line('epoch-0098')!.text()).toContain('best')
    expect(line('epoch-0100')!.find('a').attributes('href')).toBe(
      `/data/runs/${complete}/files/checkpoints/epoch-0100.safetensors`,
    )
    expect(line('samples/')!.text()).toMatch(/100 files\s*3.29 MB/)
  })

  it('has a log, which is loaded when opened', async () => {
    const page = await show(failed)
    const log = page.find<HTMLDetailsElement>('details[aria-label="Log"]')
    expect(asked('runs.log')).toEqual([])
    log.element.open = true
    await log.trigger('toggle')
    await until(() => log.find('pre').exists())
    expect(log.find('pre').text().split('\n')).toHaveLength(6)
  })
})

describe('the marks of a run', () => {
  it('include star, tags and note on its page', async () => {
    const page = await show(complete)
    await page.find('.star').trigger('click')
    await page.find('textarea').setValue('the reference')
    await until(() => asked('runs.update').length === 2)
    expect(open.host.runs.find(({ id }) => id === complete)).toMatchObject({ starred: true, note: 'the reference' })
  })

  it('include the archived flag, which one click reverts', async () => {
    const page = await show(complete)
    await press(page, 'Archive')
    await until(() => button(page, 'Unarchive'))
    await press(page, 'Unarchive')
    await until(() => button(page, 'Archive'))
  })

  it('include a link to its study, if it is a trial', async () => {
    const page = await show(complete, { studyId: 'search-1' })
    expect(button(page, 'search-1')!.attributes('href')).toBe('/studies/search-1')
  })

  it('include the name of its study, if known', async () => {
    const page = await show(complete, { studyId: 'demo-search' })
    await until(() => button(page, 'demo search'))
    expect(button(page, 'demo search')!.attributes('href')).toBe('/studies/demo-search')
  })

  it('come with a link to a study around it', async () => {
    const page = await show(complete)
    expect(button(page, 'Tune hyperparameters')!.attributes('href')).toBe(`/studies/new?run=${complete}`)
  })
})

describe('the environment of a run', () => {
  it('is shown as recorded: device, driver, threads, precision, versions', async () => {
    const page = await show(complete)
    await until(() => facts(page)['matrix products'])
    expect(facts(page)).toMatchObject({
      device: 'NVIDIA H100',
      driver: '570.86.15',
      'matrix products': 'TF32 (10 bits)',
      TensorFlow: '2.21.0',
      Cirrus: '0.1.0',
    })
    expect(facts(page).threads).toMatch(/16\s+× 16 at once/)
    expect(facts(page).bfloat16).toBeUndefined()
    expect(page.text()).not.toContain('other options')
  })

  it('names the bfloat16 kernels', async () => {
    const answers: Answers = { 'runs.environments': () => [{ ...environments[0], bfloat16Kernels: 'rounded' }] }
    const page = await show(complete, { config: { ...demoConfig, precision: 'bfloat16' } }, answers)
    await until(() => facts(page)['matrix products'])
    expect(facts(page).bfloat16).toBe('emulated in float32')
  })

  it('is the last of several, and mentions earlier ones', async () => {
    const resumed = { ...environments[0], kind: 'cpu' as const, device: 'AMD EPYC', driver: null, xla: true }
    const answers: Answers = { 'runs.environments': () => [environments[0], resumed, resumed] }
    const page = await show(interrupted, {}, answers)
    await until(() => facts(page)['matrix products'])
    expect(facts(page)).toMatchObject({ device: 'AMD EPYC', 'matrix products': 'TF32 (10 bits), XLA' })
    expect(facts(page).driver).toBeUndefined()
    expect(page.text()).toContain('Previously run on another machine or with other options')
  })

  it('shows from which older checkpoint a run was resumed, and why', async () => {
    const note = "Resuming from epoch-0003.safetensors (epoch 3): epoch-0004.safetensors can't be read."
    const answers: Answers = { 'runs.environments': () => [environments[0], { ...environments[0], note }] }
    const page = await show(interrupted, {}, answers)
    await until(() => facts(page)['matrix products'])
    expect(page.text()).toContain(note)
    expect(page.text()).not.toContain('Started on another machine')
  })
})
