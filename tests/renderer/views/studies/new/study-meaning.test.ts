import { describe, expect, it } from 'vitest'
import { metricsOf } from '../../../fake/records.ts'
import { commands, facts, press } from '../../mount-page.ts'
import { until } from '../../../window.ts'
import { open, show, labelled, field, meaning } from './new-study-form.ts'

describe('the summary of a study', () => {
  it('counts epochs, and estimates the time from a run on these patches', async () => {
    const seconds = 2
    const rows = metricsOf(1, 5).map((row, i) => ({ ...row, seconds: i === 0 ? 60 : seconds }))
    await show('/studies/new?recipe=quick', { 'runs.metrics': () => rows })
    await until(() => meaning().includes('about'))
    expect(facts(open.page)).toMatchObject({ 'total epochs': '60', time: 'about 2 min 0 s' })
    expect(meaning()).toContain('Based on demo-2026-11-23-c: 2.0 s per epoch')
  })
  it('gives no time if nothing was trained on these patches', async () => {
    await show('/studies/new', { 'runs.list': () => [] })
    expect(facts(open.page)).toMatchObject({ time: 'unknown' })
    expect(meaning()).toContain('the first trial will provide it')
  })
  it('lists the ranges, and says if there are fewer configurations than trials', async () => {
    const page = await show()
    expect(facts(page)).toMatchObject({
      'learning rate': '10⁻⁵ to 0.01, logarithmic',
      kernel: '3, 4 or 5',
      configurations: 'continuous',
    })
    await labelled('learning rate: remove').trigger('click')
    await labelled('latent dimension: remove').trigger('click')
    expect(facts(page).configurations).toBe('12')
    expect(meaning()).toContain('The space has only 12 configurations')
  })
  it('says how many trials precede the model', async () => {
    const page = await show()
    expect(meaning()).toContain('The first 10 trials')
    await press(page, 'The paper’s search')
    expect(meaning()).toContain('The first 12 trials')
    await field('Sampler').setValue('random')
    expect(meaning()).not.toContain('The first')
  })
  it('says if this machine or a profile allows fewer trials at once than requested', async () => {
    const page = await show()
    const settings = () => page.find('aside .note a')
    await field('Trials at once').setValue('8')
    expect(meaning()).toContain('This machine trains at most 1 at a time.')
    expect(settings().attributes('href')).toBe('/settings')
    await until(() => page.text().includes('Slurm: night'))
    await field('Runs on').setValue('night')
    expect(settings().exists()).toBe(false)
    await field('Trials at once').setValue('17')
    expect(meaning()).toContain('The Slurm profile night allows at most 16 at a time.')
    expect(settings().attributes('href')).toBe('/settings#slurm')
  })
  it('includes the equivalent command', async () => {
    const page = await show()
    await field('Trials').setValue('12')
    const [command] = commands(page)
    expect(command).toContain(
      'cirrus study run /home/astro/.local/share/cirrus/datasets/demo-64px --name demo-64px-study',
    )
    expect(command).toContain('--trials 12 --epochs 20')
    expect(command).toContain('--param learningRate=0.00001..0.01:log')
  })
})
