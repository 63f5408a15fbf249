// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import { useRuns } from '../../../../src-renderer/stores/runs.ts'
import RunsPage from '../../../../src-renderer/views/runs/RunsPage.vue'
import { openPage, press, settled } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

// ECharts draws on a canvas, which happy-dom has none of; the curves are what is handed to it.
vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())
const show = async (at = '/runs', stage?: Parameters<typeof openPage>[3]) => {
  open = await openPage(RunsPage, at, {}, stage)
  return open.page
}
const filled = async (at?: string) => {
  const page = await show(at)
  await until(() => page.findAll('tbody tr').length === 5)
  return page
}
const names = () => open.page.findAll('tbody tr').map((row) => row.findAll('td')[2].text())
const cells = (row: number) =>
  open.page
    .findAll('tbody tr')
    [row].findAll('td')
    .map((cell) => cell.text())
const chart = () => open.page.findComponent(Chart)
const drawn = () =>
  chart()
    .props('series')
    .map(({ name }) => name)
const shown = () => String(open.router.currentRoute.value.query.show)

describe('the table of runs', () => {
  it('has what tells trainings apart, with the newest first', async () => {
    const page = await filled()
    expect(page.findAll('thead th').map((head) => head.text().replace(/\s*[↑↓]$/, ''))).toEqual([
      'Drawn',
      'State',
      'Name',
      'Dataset',
      'Preset',
      'Latent',
      'Learning rate',
      'Epoch',
      'Best −ELBO',
      'Begun',
    ])
    expect(names()).toEqual(['demo-2026-11-23-c', 'demo-2026-11-23-b', 'demo-2026-11-23-a', 'wide-kernel', 'latent-16'])
    expect(cells(1)[1]).toContain('interrupted')
    expect(cells(1).slice(2, 8)).toEqual(['demo-2026-11-23-b', 'demo-64px', 'demo', '64', '0.001', '18/100'])
    expect(cells(1)[8]).toMatch(/^3\u2009163\.2\s+ep 16$/)
  })

  it('is sorted by a click on a header, and the other way by a second one', async () => {
    const page = await filled()
    const latent = page.findAll('thead th')[5]
    await latent.find('button').trigger('click')
    expect(latent.attributes('aria-sort')).toBe('ascending')
    expect(names()[0]).toBe('latent-16')
    await latent.find('button').trigger('click')
    expect(latent.attributes('aria-sort')).toBe('descending')
    expect(names()[0]).toBe('demo-2026-11-23-b')
  })

  it('opens a run by its row, but not by its tick', async () => {
    const page = await filled()
    await page.findAll('.drawn')[3].trigger('click')
    await settled()
    expect(open.router.currentRoute.value.path).toBe('/runs')
    await page.findAll('tbody tr')[3].trigger('click')
    await until(() => open.router.currentRoute.value.path === '/runs/wide-kernel')
  })

  it('opens the row that has the focus with Enter, and moves the focus with the arrow keys', async () => {
    const page = await filled()
    const rows = page.findAll<HTMLElement>('tbody tr')
    rows[0].element.focus()
    await rows[0].trigger('keydown', { key: 'ArrowDown' })
    await until(() => document.activeElement === rows[1].element)
    await rows[1].trigger('keydown', { key: 'Enter' })
    await until(() => open.router.currentRoute.value.path === '/runs/demo-2026-11-23-b')
  })

  it('follows a run that is stopped elsewhere', async () => {
    await filled()
    expect(cells(0)[1]).toContain('running')
    open.host.runs[0].state = 'interrupted'
    open.host.server.broadcast('runs.changed', { id: 'demo-2026-11-23-c' })
    await until(() => cells(0)[1].includes('interrupted'))
  })

  it('says what the host said when the runs do not load, and tries again', async () => {
    let works = false
    const page = await show('/runs', {
      answers: {
        'runs.list': () => {
          if (works) return []
          throw new CirrusError('internal', 'catalog.json, line 3: no comma.')
        },
      },
    })
    await until(() => page.text().includes('catalog.json, line 3: no comma.'))
    works = true
    await press(page, 'Try again')
    await until(() => page.text().includes('No run yet'))
  })
})

describe('the ticked runs', () => {
  it('are those of the address, in its order, with a colour each', async () => {
    const page = await filled('/runs?show=latent-16,demo-2026-11-23-a')
    await until(() => chart().exists())
    expect(drawn()).toEqual(['latent-16', 'demo-2026-11-23-a'])
    expect(
      chart()
        .props('series')
        .map(({ colour }) => colour),
    ).toEqual([0, 1])
    expect(page.text()).toContain('2 of 5 drawn')
    expect(page.findAll('.swatch')).toHaveLength(2)
  })

  it('are put into the address as they are ticked, and the curve comes', async () => {
    const page = await filled('/runs?show=latent-16')
    await page.find('input[aria-label="Draw wide-kernel"]').setValue(true)
    await until(() => shown() === 'latent-16,wide-kernel')
    await until(() => chart().props('series')[1]?.x.length === 6)
    await page.find('input[aria-label="Draw latent-16"]').setValue(false)
    await until(() => shown() === 'wide-kernel')
    expect(drawn()).toEqual(['wide-kernel'])
  })

  it('may be none, which says how to draw one', async () => {
    const page = await filled('/runs?show=')
    expect(page.text()).toContain('No run is drawn')
    expect(page.text()).toContain('Tick runs in the table')
    expect(chart().exists()).toBe(false)
  })

  it('that are gone since the address was copied are left out', async () => {
    await filled('/runs?show=removed,latent-16')
    expect(drawn()).toEqual(['latent-16'])
  })

  it('keep other words of the address', async () => {
    const page = await filled('/runs?show=latent-16&from=paper')
    await page.find('input[aria-label="Draw wide-kernel"]').setValue(true)
    await until(() => shown() === 'latent-16,wide-kernel')
    expect(open.router.currentRoute.value.query.from).toBe('paper')
  })

  it('have their metrics asked for once each', async () => {
    const page = await filled('/runs?show=latent-16')
    await until(() => chart().props('series')[0].x.length === 60)
    await page.find('input[aria-label="Draw wide-kernel"]').setValue(true)
    await until(() => chart().props('series')[1]?.x.length === 6)
    expect(open.calls.filter(([method]) => method === 'runs.metrics').map(([, params]) => params)).toEqual([
      { id: 'latent-16' },
      { id: 'wide-kernel' },
    ])
  })

  it('of the same name are told apart by their ids', async () => {
    open = await openPage(
      RunsPage,
      '/runs?show=latent-16,wide-kernel',
      {},
      {
        prepare: ({ runs }) => runs.forEach((run) => (run.name = 'try')),
      },
    )
    await until(() => chart().exists() && drawn().length === 2)
    expect(drawn()).toEqual(['try', 'try (wide-kernel)'])
  })
})

describe('the curves of runs over each other', () => {
  it('are of validation, and bold', async () => {
    await filled('/runs?show=latent-16')
    await until(() => chart().props('series')[0].x.length === 60)
    const [curve] = chart().props('series')
    expect(curve.bold).toBe(true)
    expect(curve.y).toEqual(
      useRuns()
        .metrics.get('latent-16')!
        .map((row) => row.validationNegativeElbo),
    )
    expect(chart().props('y')).toEqual({ name: 'validation −ELBO per patch', unit: 'nat' })
  })

  it('are of the part that is chosen', async () => {
    const page = await filled('/runs?show=latent-16')
    await until(() => chart().props('series')[0].x.length === 60)
    await page.find('select[aria-label="Quantity"]').setValue('Kl')
    expect(chart().props('series')[0].y).toEqual(
      useRuns()
        .metrics.get('latent-16')!
        .map((row) => row.validationKl),
    )
    expect(chart().props('y')).toEqual({ name: 'validation KL', unit: 'nat' })
  })

  it('go over epochs, or over training time in one unit for all', async () => {
    const page = await filled('/runs?show=demo-2026-11-23-a,wide-kernel')
    await until(() =>
      chart()
        .props('series')
        .every(({ x }) => x.length > 0),
    )
    expect(chart().props('x')).toMatchObject({ name: 'epoch', whole: true })
    expect(chart().props('series')[1].x).toEqual([1, 2, 3, 4, 5, 6])
    await press(page, 'time')
    // 100 epochs of 2.15 s are 215 s, which is told in minutes.
    expect(chart().props('x')).toMatchObject({ name: 'training time', unit: 'min' })
    expect(chart().props('series')[1].x[5]).toBeCloseTo((6 * 2.15) / 60, 12)
    expect(JSON.parse(localStorage.getItem('cirrus.runs.against')!)).toBe('time')
  })

  it('grow by an epoch when one is complete', async () => {
    await filled('/runs?show=demo-2026-11-23-c')
    await until(() => chart().props('series')[0].x.length === 37)
    const row = open.host.trainEpoch('demo-2026-11-23-c')
    await until(() => chart().props('series')[0].x.length === 38)
    expect(chart().props('series')[0].y[37]).toBe(row.validationNegativeElbo)
    await until(() => cells(0)[7] === '38/100')
  })
})
