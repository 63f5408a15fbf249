// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { useRuns } from '../../../../src-renderer/stores/runs.ts'
import RunsPage from '../../../../src-renderer/views/runs/list/RunsPage.vue'
import { button, openPage, press, settled } from '../mount-page.ts'
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
const names = () => open.page.findAll('tbody tr').map((row) => row.findAll('td')[3].text())
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
  it('leads from a trial to its study', async () => {
    const page = await show('/runs?trials', { prepare: ({ runs }) => void (runs[1].studyId = 'demo-search') })
    await until(() => page.findAll('tbody tr').length === 5)
    expect(page.findAll('a[href="/studies/demo-search"]').map((link) => link.text())).toEqual(['study'])
  })
  it('has what tells trainings apart, with the newest first', async () => {
    const page = await filled()
    expect(page.findAll('thead th').map((head) => head.text().replace(/\s*[↑↓]$/, ''))).toEqual([
      '',
      '★',
      'State',
      'Name',
      'Tags and note',
      'Dataset',
      'Preset',
      'Latent',
      'Learning rate',
      'Epoch',
      'Best −ELBO',
      'Started',
      'Actions',
    ])
    expect(names()).toEqual(['demo-2026-11-23-c', 'demo-2026-11-23-b', 'demo-2026-11-23-a', 'wide-kernel', 'latent-16'])
    expect(cells(1)[2]).toContain('interrupted')
    expect(cells(1)[3]).toBe('demo-2026-11-23-b')
    expect(cells(1).slice(5, 10)).toEqual(['demo-64px', 'demo', '64', '0.001', '18/100'])
    expect(cells(1)[10]).toMatch(/^3\u2009163\.2\s+ep 16$/)
  })

  it('is sorted by a click on a header, and the other way by a second one', async () => {
    const page = await filled()
    const latent = page.findAll('thead th')[7]
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
    expect(cells(0)[2]).toContain('running')
    open.host.runs[0].state = 'interrupted'
    open.host.server.broadcast('runs.changed', { id: 'demo-2026-11-23-c', record: open.host.runs[0] })
    await until(() => cells(0)[2].includes('interrupted'))
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
    await until(() => page.text().includes('No runs yet'))
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
    expect(page.text()).toMatch(/5 of 5 runs · 2\s+plotted/)
    expect(page.findAll('.swatch')).toHaveLength(2)
  })

  it('are put into the address as they are ticked, and the curve comes', async () => {
    const page = await filled('/runs?show=latent-16')
    await page.find('input[aria-label="Plot wide-kernel"]').setValue(true)
    await until(() => shown() === 'latent-16,wide-kernel')
    await until(() => chart().props('series')[1]?.x.length === 6)
    await page.find('input[aria-label="Plot latent-16"]').setValue(false)
    await until(() => shown() === 'wide-kernel')
    expect(drawn()).toEqual(['wide-kernel'])
  })

  it('may be none, which says how to draw one', async () => {
    const page = await filled('/runs?show=')
    expect(page.text()).toContain('No runs selected')
    expect(page.text()).toContain('Select runs in the table')
    expect(chart().exists()).toBe(false)
  })

  it('that are gone since the address was copied are left out', async () => {
    await filled('/runs?show=removed,latent-16')
    expect(drawn()).toEqual(['latent-16'])
  })

  it('keep other words of the address', async () => {
    const page = await filled('/runs?show=latent-16&from=paper')
    await page.find('input[aria-label="Plot wide-kernel"]').setValue(true)
    await until(() => shown() === 'latent-16,wide-kernel')
    expect(open.router.currentRoute.value.query.from).toBe('paper')
  })

  it('have their metrics asked for once each', async () => {
    const page = await filled('/runs?show=latent-16')
    await until(() => chart().props('series')[0].x.length === 60)
    await page.find('input[aria-label="Plot wide-kernel"]').setValue(true)
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
    expect(drawn()).toEqual(['try (latent-16)', 'try (wide-kernel)'])
  })
})

describe('marks of a run', () => {
  it('begin with a star that is set and taken away in the table', async () => {
    const page = await filled()
    await page.find('button[aria-label="Star latent-16"]').trigger('click')
    await until(() => page.find('button[aria-label="Star latent-16"]').attributes('aria-pressed') === 'true')
    await press(page, '★ only')
    await until(() => names().length === 1)
    expect(names()).toEqual(['latent-16'])
    expect(open.router.currentRoute.value.query).toHaveProperty('starred')
  })

  it('are its tags and a note, which the filter finds', async () => {
    const page = await filled()
    const tagsButton = page.findAll('button.tags').find((one) => one.text().startsWith('Tags and note of latent-16'))
    await tagsButton!.trigger('click')
    const [tags, note] = ['input', 'textarea'].map((kind) =>
      document.querySelector<HTMLInputElement>(`dialog ${kind}`)!,
    )
    tags.value = '#paper, small  paper'
    tags.dispatchEvent(new Event('change'))
    note.value = 'filaments are gone'
    note.dispatchEvent(new Event('change'))
    await until(() => cells(4)[4].includes('filaments'))
    expect(page.findAll('.tag').map((tag) => tag.text())).toEqual(['paper', 'small'])
    const find = page.find('input[type="search"]')
    await find.setValue('filaments #small')
    await until(() => names().length === 1)
    expect(names()).toEqual(['latent-16'])
    await find.setValue('filaments #large')
    await until(() => page.text().includes('No runs match the filter'))
  })

  it('put it away, and take it back by Undo', async () => {
    const page = await filled()
    const row = page.findAll('tbody tr')[3]
    await row.find('.away').trigger('click')
    await until(() => names().length === 4)
    expect(names()).not.toContain('wide-kernel')
    await press(page, 'Archive')
    await until(() => names().length === 5)
    useNotices().items.at(-1)!.action!.run!()
    await until(() => !page.text().includes('Unarchive'))
    expect(open.host.runs.find(({ id }) => id === 'wide-kernel')!.archived).toBe(false)
  })
})

describe('many runs', () => {
  it('are drawn and left out together, as far as the filter shows them', async () => {
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

  it('offer a comparison of two to eight of them', async () => {
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
    await page.find('select[aria-label="Quantity"]').setValue('validationKl')
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

  it('go over steps of the optimiser, which the dataset tells: 1380 patches in batches of 8', async () => {
    const page = await filled('/runs?show=wide-kernel')
    await until(() => chart().props('series')[0].x.length === 6)
    await press(page, 'step')
    expect(chart().props('x')).toMatchObject({ name: 'step' })
    expect(chart().props('series')[0].x).toEqual([172, 344, 516, 688, 860, 1032])
  })

  it('are smoothed over what was measured, on a logarithmic axis if so wanted', async () => {
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

  it('grow by an epoch when one is complete', async () => {
    await filled('/runs?show=demo-2026-11-23-c')
    await until(() => chart().props('series')[0].x.length === 37)
    const row = open.host.trainEpoch('demo-2026-11-23-c')
    await until(() => chart().props('series')[0].x.length === 38)
    expect(chart().props('series')[0].y[37]).toBe(row.validationNegativeElbo)
    await until(() => cells(0)[9] === '38/100')
  })
})
