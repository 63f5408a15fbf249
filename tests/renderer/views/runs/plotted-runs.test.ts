import { describe, expect, it } from 'vitest'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import { presets } from '../../../../src-shared/model/presets.ts'
import { useRuns } from '../../../../src-renderer/stores/runs.ts'
import { button, press } from '../mount-page.ts'
import { until } from '../../window.ts'
import { open, show, filled, cells, chart, drawn, shown } from './runs-page-stage.ts'

describe('the ticked runs', () => {
  it('are those in the address, in its order, each with a colour', async () => {
    const page = await filled('/runs?show=latent-16,demo-2026-11-23-a')
    await until(() => chart().exists())
    expect(drawn()).toEqual(['latent-16', 'demo-2026-11-23-a'])
    expect(
      chart()
        .props('series')
        .map(({ colour }) => colour),
    ).toEqual([0, 1])
    expect(page.text()).toMatch(/5 of 5 runs · 2\s+plotted/)
    expect(page.findAll('.swatch')).toHaveLength(2)
  })

  it('are added to the address when ticked, and their curve appears', async () => {
    const page = await filled('/runs?show=latent-16')
    await page.find('input[aria-label="Plot wide-kernel"]').setValue(true)
    await until(() => shown() === 'latent-16,wide-kernel')
    await until(() => chart().props('series')[1]?.x.length === 6)
    await page.find('input[aria-label="Plot latent-16"]').setValue(false)
    await until(() => shown() === 'wide-kernel')
    expect(drawn()).toEqual(['wide-kernel'])
  })

  it('can be none, and then the page says how to plot one', async () => {
    const page = await filled('/runs?show=')
    expect(page.text()).toContain('No runs selected')
    expect(page.text()).toContain('Select runs in the table')
    expect(chart().exists()).toBe(false)
  })

  it('that no longer exist are omitted', async () => {
    await filled('/runs?show=removed,latent-16')
    expect(drawn()).toEqual(['latent-16'])
  })

  it('keep other parts of the address', async () => {
    const page = await filled('/runs?show=latent-16&from=paper')
    await page.find('input[aria-label="Plot wide-kernel"]').setValue(true)
    await until(() => shown() === 'latent-16,wide-kernel')
    expect(open.router.currentRoute.value.query.from).toBe('paper')
  })

  it('have their metrics requested once each', async () => {
    const page = await filled('/runs?show=latent-16')
    await until(() => chart().props('series')[0].x.length === 60)
    await page.find('input[aria-label="Plot wide-kernel"]').setValue(true)
    await until(() => chart().props('series')[1]?.x.length === 6)
    expect(open.calls.filter(([method]) => method === 'runs.metrics').map(([, params]) => params)).toEqual([
      { id: 'latent-16' },
      { id: 'wide-kernel' },
    ])
  })

  it('of the same name are distinguished by id', async () => {
    await show('/runs?show=latent-16,wide-kernel', {
      prepare: ({ runs }) => runs.forEach((run) => (run.name = 'try')),
    })
    await until(() => chart().exists() && drawn().length === 2)
    expect(drawn()).toEqual(['try (latent-16)', 'try (wide-kernel)'])
  })
})

describe('ticked runs of different kinds', () => {
  it('of different losses stand in charts side by side, which keep the colours of the runs, and have the controls once', async () => {
    const page = await filled('/runs?show=latent-16,wide-kernel,demo-2026-11-23-a', {
      prepare: ({ runs }) => {
        runs.find(({ id }) => id === 'wide-kernel')!.config = presets.flow
      },
    })
    const charts = () => page.findAllComponents(Chart)
    await until(() => charts().length === 2)
    const series = charts().map((one) => one.props('series').map(({ name, colour }) => [name, colour]))
    expect(series).toEqual([
      [
        ['latent-16', 0],
        ['demo-2026-11-23-a', 2],
      ],
      [['wide-kernel', 1]],
    ])
    expect(charts().map((one) => one.props('y').name)).toEqual([
      'validation −ELBO per patch',
      'validation velocity error',
    ])
    expect(page.findAll('[title="Logarithmic horizontal axis"]')).toHaveLength(1)
  })
})

describe('many runs', () => {
  it('can be plotted or hidden together, within the filter', async () => {
    const page = await show('/runs?find=demo-2026')
    await until(() => page.findAll('tbody tr').length === 3)
    await page.find('input[aria-label="Plot all"]').setValue(false)
    await until(() => shown() === '')
    await page.find('input[aria-label="Plot all"]').setValue(true)
    await until(() => shown() === 'all')
    expect(drawn()).toHaveLength(3)
    await press(page, 'Archive 3')
    await until(() => page.text().includes('No runs match the filter'))
  })

  it('can be compared, two to eight at a time', async () => {
    const page = await filled('/runs?show=latent-16')
    expect(
      page
        .findAll('button')
        .find((one) => one.text() === 'Compare')!
        .attributes('disabled'),
    ).toBeDefined()
    await page.find('input[aria-label="Plot wide-kernel"]').setValue(true)
    await until(() => button(page, 'Compare 2'))
    await press(page, 'Compare 2')
    await until(() => open.router.currentRoute.value.fullPath === '/runs/compare?ids=latent-16,wide-kernel')
  })
})

describe('the overlaid curves of runs', () => {
  it('show the validation ELBO in bold by default', async () => {
    await filled('/runs?show=latent-16')
    await until(() => chart().props('series')[0].x.length === 60)
    const [curve] = chart().props('series')
    expect(curve.bold).toBe(true)
    expect(curve.y).toEqual(
      useRuns()
        .metrics.get('latent-16')!
        .map((row) => row.validationLoss),
    )
    expect(chart().props('y')).toEqual({ name: 'validation −ELBO per patch', unit: 'nat' })
  })

  it('show the chosen split', async () => {
    const page = await filled('/runs?show=latent-16')
    await until(() => chart().props('series')[0].x.length === 60)
    await page.find('select[aria-label="Quantity"]').setValue('validationKl')
    expect(chart().props('series')[0].y).toEqual(
      useRuns()
        .metrics.get('latent-16')!
        .map((row) => row.validationKl),
    )
    expect(chart().props('y')).toEqual({ name: 'validation KL', unit: 'nat' })
  })

  it('run over epochs, or over training time in one unit for all', async () => {
    const page = await filled('/runs?show=demo-2026-11-23-a,wide-kernel')
    await until(() =>
      chart()
        .props('series')
        .every(({ x }) => x.length > 0),
    )
    expect(chart().props('x')).toMatchObject({ name: 'epoch', whole: true })
    expect(chart().props('series')[1].x).toEqual([1, 2, 3, 4, 5, 6])
    await press(page, 'time')
    // 100 epochs of 2.15 s are 215 s, shown in minutes.
    expect(chart().props('x')).toMatchObject({ name: 'training time', unit: 'min' })
    expect(chart().props('series')[1].x[5]).toBeCloseTo((6 * 2.15) / 60, 12)
    expect(JSON.parse(localStorage.getItem('cirrus.runs.against')!)).toBe('time')
  })

  it('run over optimiser steps, known from the dataset: 1380 patches in batches of 8', async () => {
    const page = await filled('/runs?show=wide-kernel')
    await until(() => chart().props('series')[0].x.length === 6)
    await press(page, 'step')
    expect(chart().props('x')).toMatchObject({ name: 'step' })
    expect(chart().props('series')[0].x).toEqual([172, 344, 516, 688, 860, 1032])
  })

  it('are smoothed over the raw values, on a logarithmic axis if chosen', async () => {
    const page = await filled('/runs?show=wide-kernel,latent-16')
    await until(() => chart().props('series')[1]?.x.length === 60)
    await page.find('input[aria-label="Smoothing"]').setValue('0.5')
    const series = chart().props('series')
    expect(series.map(({ name, faint = false }) => [name, faint])).toEqual([
      ['wide-kernel', true],
      ['latent-16', true],
      ['wide-kernel', false],
      ['latent-16', false],
    ])
    const [measured, smoothed] = [series[0].y, series[2].y]
    expect(smoothed[1]).toBeCloseTo((measured[0] + 2 * measured[1]) / 3, 8)
    expect(chart().props('logX')).toBe(false)
    await press(page, 'log x')
    expect(chart().props('logX')).toBe(true)
  })

  it('grow with each complete epoch', async () => {
    await filled('/runs?show=demo-2026-11-23-c')
    await until(() => chart().props('series')[0].x.length === 37)
    const row = open.host.trainEpoch('demo-2026-11-23-c')
    await until(() => chart().props('series')[0].x.length === 38)
    expect(chart().props('series')[0].y[37]).toBe(row.validationLoss)
    await until(() => cells(0)[9] === '38/100')
  })
})
