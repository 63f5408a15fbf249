import { describe, expect, it } from 'vitest'
import { latentKlAddress, type EpochMetrics } from '../../../../src-preload/contract/index.ts'
import { presets } from '../../../../src-shared/model/presets.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useRuns } from '../../../../src-renderer/stores/runs.ts'
import { demoConfig, metricsOf } from '../../fake/records.ts'
import { facts, press } from '../mount-page.ts'
import { until } from '../../window.ts'
import { open, show, running, complete, charts, drawn } from './run-page-stage.ts'

describe('the curves of a run', () => {
  it('are thin for train and bold for validation, in one colour', async () => {
    await show(complete)
    const [train, validation] = await drawn(100)
    const rows = useRuns().metrics.get(complete)!
    expect([train.name, train.bold, train.y]).toEqual(['train', false, rows.map((row) => row.trainLoss)])
    expect([validation.name, validation.bold]).toEqual(['validation', true])
    expect(validation.y).toEqual(rows.map((row) => row.validationLoss))
    expect(train.colour).toBe(validation.colour)
  })

  it('show the test patches as dots, where they were evaluated', async () => {
    await show(complete)
    const test = (await drawn(100))[2]
    expect(test).toMatchObject({ name: 'test', dotted: true })
    expect([test.x.length, test.x[0], test.x[19]]).toEqual([20, 5, 100])
    expect(test.y[19]).toBe(useRuns().metrics.get(complete)![99].testLoss)
  })

  it('of a run that never evaluated the test patches do not mention them', async () => {
    const page = await show('latent-16')
    expect((await drawn(60)).map(({ name }) => name)).toEqual(['train', 'validation'])
    expect(facts(page)['test −ELBO']).toBeUndefined()
  })

  it('of the two terms have their own colours, and add up to the ELBO', async () => {
    await show(complete)
    const [, elbo] = await drawn(100)
    const parts = charts()[1].props('series')
    expect(parts.map(({ name }) => name)).toEqual([
      'reconstruction, train',
      'reconstruction, validation',
      'KL, train',
      'KL, validation',
    ])
    expect(new Set(parts.map(({ colour }) => colour)).size).toBe(2)
    for (const at of [0, 50, 99]) expect(parts[1].y[at] + parts[3].y[at]).toBeCloseTo(elbo.y[at], 9)
  })

  it('run over time in all charts together', async () => {
    const page = await show(complete)
    await drawn(100)
    await press(page, 'time')
    await page.find('[aria-label="Diagnostic"]').setValue('gradientNorm')
    expect(charts()).toHaveLength(3)
    for (const chart of charts()) {
      expect(chart.props('x')).toMatchObject({ name: 'training time', unit: 'min' })
      expect(chart.props('series')[0].x[99]).toBeCloseTo(215 / 60, 12)
    }
  })

  it('grow during training', async () => {
    await show(running)
    await drawn(37)
    const row = open.host.trainEpoch(running)
    expect((await drawn(38))[1].y[37]).toBe(row.validationLoss)
  })

  it('can be overlaid with the validation of another run, dashed', async () => {
    const page = await show(complete)
    await drawn(100)
    await press(page, 'Overlay')
    const choice = page.findAll('.choices label').find((label) => label.text() === 'latent-16')!
    expect(page.findAll('.choices label').map((label) => label.text())).not.toContain(complete)
    await choice.find('input').setValue(true)
    await until(() => charts()[0].props('series')[3]?.x.length === 60)
    expect(charts()[0].props('series')[3]).toMatchObject({ name: 'latent-16', dashed: true, bold: true, colour: 1 })
    expect(charts()[1].props('series')).toHaveLength(4)
    await choice.find('input').setValue(false)
    expect(charts()[0].props('series')).toHaveLength(3)
  })

  it('that cannot be read say so, and can be reloaded', async () => {
    let broken = true
    const page = await show(
      complete,
      {},
      {
        'runs.metrics': () => {
          if (broken) throw new CirrusError('refused', 'metrics.csv, line 7: nine columns are needed.')
          return []
        },
      },
    )
    await until(() => page.text().includes('metrics.csv, line 7: nine columns are needed.'))
    expect(page.text()).toContain('The run’s folder was not changed.')
    broken = false
    await press(page, 'Try again')
    await until(() => page.text().includes('No epochs yet'))
  })
})

describe('the diagnostics of a run', () => {
  const diagnostic = () => charts()[2]
  const choice = () => open.page.find<HTMLSelectElement>('[aria-label="Diagnostic"]')
  const names = () =>
    choice()
      .findAll('option')
      .map((option) => option.text())
  const kl = async () => {
    await until(() => diagnostic()?.props('series').length === 2)
    return diagnostic().props('series')
  }

  it('start with the KL of each latent, largest first, after the newest epoch', async () => {
    const page = await show(complete)
    const [curve, line] = await kl()
    expect(open.fetched).toContain(latentKlAddress(complete, 100))
    expect(curve.x.length).toBe(32)
    const values = Array.from(curve.y)
    expect(values).toEqual(values.toSorted((a, b) => b - a))
    expect(line.y).toEqual([0.01, 0.01])
    const active = values.filter((value) => value > 0.01).length
    expect(page.find('.note').text()).toBe(`epoch 100: ${active} of 32 above 0.01 nat`)
  })

  it('of the latents follow the epoch chosen for the sample', async () => {
    const page = await show(complete)
    await kl()
    await page.find('input[type="range"]').setValue(4)
    await until(() => page.find('.note').text().startsWith('epoch 5:'))
    expect(open.fetched).toContain(latentKlAddress(complete, 5))
    await press(page, 'Newest')
    await until(() => page.find('.note').text().startsWith('epoch 100:'))
  })

  it('can draw a map of 2,048 latents', async () => {
    await show(complete, { config: { ...demoConfig, architecture: 'spatial', latentDimension: 2048 } })
    expect((await kl())[0].x.length).toBe(2048)
  })

  it('offer what was recorded, and remember the choice', async () => {
    await show(complete)
    await kl()
    expect(names()).toEqual([
      'KL per latent',
      'Gradient norm',
      'Learning rate',
      'KL weight',
      'Active latents',
      'Images per second',
      'Waiting for data',
      'Memory',
    ])
    await choice().setValue('waitingShare')
    expect(diagnostic().props('y')).toEqual({ name: 'share of step time', unit: '%' })
    const rows = useRuns().metrics.get(complete)!
    expect(diagnostic().props('series')[0].y[7]).toBeCloseTo(100 * rows[7].waitingShare!, 12)
    expect(JSON.parse(localStorage.getItem('cirrus.runs.diagnostic')!)).toBe('waitingShare')
  })

  it('of a run by an earlier version offer what it recorded, without mentioning the rest', async () => {
    const page = await show('latent-16')
    await drawn(60)
    expect(names()).toEqual(['Images per second'])
    expect(diagnostic().props('name')).toBe('Images per second')
    expect(open.fetched.some((address) => address.includes('latent-kl'))).toBe(false)
    expect(facts(page)['peak memory']).toBeUndefined()
  })
})

describe('the page of a flow', () => {
  it('shows its velocity error and no terms, latents, validation or inpainting', async () => {
    const page = await show(complete, { config: { ...presets.flow, octaves: 0 } }, { 'runs.metrics': () => ofFlow })
    await drawn(4)
    expect(charts()[0].props()).toMatchObject({
      name: 'Velocity error',
      y: { name: 'velocity error', unit: undefined },
    })
    expect(charts()).toHaveLength(2)
    expect(facts(page)['best velocity error']).toContain('at epoch')
    expect(facts(page)['best −ELBO']).toBeUndefined()
    expect(facts(page)['latent dimension']).toBeUndefined()
    expect(page.text()).not.toContain('KL')
    expect(page.findAll('aside a').map((one) => one.text())).not.toContain('Inpaint')
    expect(page.find('[aria-label="Samples of the flow"]').exists()).toBe(true)
  })

  it('from coarse to fine has a curve for each octave, in a colour of its own', async () => {
    const rows = ofFlow.map((row) => ({
      ...row,
      ...{ trainCoarsest: 0.3, validationCoarsest: 0.4, trainOctave1: 0.2, validationOctave1: 0.25 },
    }))
    await show(complete, { config: { ...presets.flow, octaves: 1 } }, { 'runs.metrics': () => rows })
    await drawn(4)
    expect(charts()).toHaveLength(3)
    expect(charts()[1].props()).toMatchObject({ name: 'Velocity error by octave', y: { name: 'velocity error' } })
    const curves = charts()[1].props('series')
    expect(curves.map(({ name, bold, y }) => [name, bold, y[3]])).toEqual([
      ['coarsest picture, train', false, 0.3],
      ['coarsest picture, validation', true, 0.4],
      ['octave 1, train', false, 0.2],
      ['octave 1, validation', true, 0.25],
    ])
    expect(new Set(curves.map(({ colour }) => colour)).size).toBe(2)
  })
})

/** Metrics as those of a flow: a loss without terms. */
const ofFlow = metricsOf(1, 4).map((row): EpochMetrics => ({
  ...row,
  ...{ trainReconstruction: null, trainKl: null, validationReconstruction: null, validationKl: null },
  ...{ testReconstruction: null, testKl: null, activeLatents: null, klWeight: null },
}))
