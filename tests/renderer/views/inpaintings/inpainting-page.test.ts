// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { exportCommand } from '../../../../src-preload/contract/index.ts'
import type { Inpainting } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import InpaintingPage from '../../../../src-renderer/views/inpaintings/page/InpaintingPage.vue'
import { inpaintings } from '../../fake/records.ts'
import { button, commands, facts, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

// ECharts needs a canvas, which happy-dom lacks; tests check the curves passed to it.
vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())
const [{ id, folder, config, runId }] = inpaintings
const show = async (changes: Partial<Inpainting> = {}, answers: Answers = {}) => {
  open = await openPage(
    InpaintingPage,
    `/inpaintings/${id}`,
    { id },
    {
      prepare: (host) => void Object.assign(host.inpaintings[0], changes),
      answers,
    },
  )
  await until(() => open.page.find('aside').exists())
  return open.page
}
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)
const objective = () => open.page.findAllComponents(Chart).find((chart) => chart.props('name') === 'Objective')
const tell = (start: number, iteration: number, value: number) =>
  open.host.server.broadcast('inpaintings.objective', { id, point: { start, iteration, objective: value } })
const running = { state: 'running', result: null, statistics: null } as const

describe('the objective of an inpainting', () => {
  it('is one curve per start, over iterations', async () => {
    await show()
    await until(() => objective())
    const series = objective()!.props('series')
    expect(series.map(({ name, x }) => [name, x.length])).toEqual([
      ['start 1', 150],
      ['start 2', 150],
    ])
    expect(series[0].x[149]).toBe(149)
  })

  it('grows with every reported iteration of any start', async () => {
    const page = await show(running, { 'inpaintings.history': () => [] })
    expect(page.text()).toContain('No iterations yet')
    tell(0, 0, 900)
    tell(0, 1, 400)
    await until(() => objective()?.props('series')[0].x.length === 2)
    expect(objective()!.props('series')[0].bold).toBe(true)
    tell(1, 0, 850)
    await until(() => objective()!.props('series').length === 2)
    expect(
      objective()!
        .props('series')
        .map(({ y }) => Array.from(y)),
    ).toEqual([[900, 400], [850]])
    expect(facts(page)).toMatchObject({ objective: '850.000', iterations: '0' })
  })

  it('ignores other inpaintings', async () => {
    await show(running, { 'inpaintings.history': () => [{ start: 0, iteration: 0, objective: 5 }] })
    await until(() => objective())
    open.host.server.broadcast('inpaintings.objective', {
      id: inpaintings[1].id,
      point: { start: 0, iteration: 1, objective: 4 },
    })
    tell(0, 1, 3)
    await until(() => objective()!.props('series')[0].x.length > 1)
    expect(Array.from(objective()!.props('series')[0].y)).toEqual([5, 3])
  })
})

describe('an inpainting', () => {
  it('that is running says so in place of its pictures, and can be stopped', async () => {
    const page = await show(running)
    expect(button(page, 'Delete')).toBeUndefined()
    expect(page.find('.export').exists()).toBe(false)
    await press(page, 'Stop')
    await until(() => page.text().includes('Stopped before it finished.'))
    expect(asked('inpaintings.stop')).toEqual([{ id }])
  })

  it('that was stopped can be restarted with the same settings', async () => {
    const page = await show({ ...running, state: 'interrupted' })
    await press(page, 'Start again')
    await until(() => open.router.currentRoute.value.path.endsWith('-new'))
    expect(asked('inpaintings.start')).toEqual([{ runId, config }])
  })

  it('that failed says why, and what is safe', async () => {
    const page = await show({
      ...running,
      state: 'failed',
      failure: { code: 'engine-lost', message: 'The engine process ended at iteration 12.' },
    })
    const alert = page.find('[role="alert"]').text()
    expect(alert).toContain('The engine process ended at iteration 12.')
    expect(alert).toContain('The run, the dataset and other inpaintings are unchanged.')
    expect(button(page, 'Start again')).toBeDefined()
  })

  it('shows its result and settings', async () => {
    const page = await show()
    expect(facts(page)).toMatchObject({
      'χ² per degree of freedom': '1.126',
      patch: '117 test',
      centre: 'l 212.00° b −19.00°',
      σ: '0.2 std',
      starts: '2',
    })
    expect(button(page, 'Try another mask')!.attributes('href')).toBe(`/inpaintings/new?run=${runId}&patch=117`)
  })

  it('is deleted only after a confirmation', async () => {
    const page = await show()
    await press(page, 'Delete…')
    expect(asked('inpaintings.remove')).toEqual([])
    document.querySelector<HTMLButtonElement>('dialog button.failure')!.click()
    await until(() => open.router.currentRoute.value.path === '/inpaintings')
    expect(asked('inpaintings.remove')).toEqual([{ id }])
  })

  it('that does not exist says so and links back', async () => {
    open = await openPage(InpaintingPage, '/inpaintings/gone', { id: 'gone' })
    await until(() => open.page.text().includes('Inpainting not found'))
    expect(button(open.page, 'All inpaintings')!.attributes('href')).toBe('/inpaintings')
  })
})

describe('the export of an inpainting', () => {
  const ticks = () => open.page.findAll<HTMLInputElement>('.export input[type="checkbox"]')
  it('writes the chosen formats, and lists the files as links', async () => {
    const page = await show()
    await ticks()[0].setValue(false)
    expect(commands(page)[0]).toBe(
      exportCommand(folder, ['npy', 'png'], `/home/astro/.local/share/cirrus/exports/${id}`),
    )
    await page.find('.export form').trigger('submit')
    await until(() => page.findAll('.files a').length === 2)
    expect(asked('exports.create')).toEqual([{ inpaintingId: id, formats: ['npy', 'png'], folder: null }])
    expect(page.findAll('.files a').map((link) => link.attributes())).toMatchObject([
      { href: `/data/exports/${id}-export-1/filled-map.npy`, download: `${id}-filled-map.npy` },
      { href: `/data/exports/${id}-export-1/filled-map.png`, download: `${id}-filled-map.png` },
    ])
    expect(page.find('.files').text()).toContain('34.6 kB')
    expect(useNotices().items.at(-1)?.text).toContain('Wrote 2 files to ')
  })

  it('converts the unit of the files, once the frequency is given', async () => {
    const page = await show()
    await page.find('select[aria-label="Unit of the files"]').setValue('uK_CMB')
    const write = () => page.find<HTMLButtonElement>('.export button.primary').element
    expect(write().disabled).toBe(true)
    await page.find('.export input[type="number"]').setValue(353)
    expect(write().disabled).toBe(false)
    expect(commands(page)[0]).toContain('--unit uK_CMB --frequency 353 --out')
    await page.find('.export form').trigger('submit')
    await until(() => asked('exports.create').length > 0)
    expect(asked('exports.create')[0]).toMatchObject({ unit: 'uK_CMB', frequency: 353 })
  })

  it('is disabled without a format', async () => {
    const page = await show()
    for (const tick of ticks()) await tick.setValue(false)
    expect(page.find<HTMLButtonElement>('.export button.primary').element.disabled).toBe(true)
    expect(page.find('.export .command').exists()).toBe(false)
  })

  it('goes to the chosen folder', async () => {
    const page = await show()
    await press(page, 'Change')
    await until(() => document.querySelector('dialog button.primary:not(:disabled)'))
    document.querySelector<HTMLButtonElement>('dialog button.primary')!.click()
    await until(() => page.find('.where .mono').text() === '/home/astro')
    await page.find('.export form').trigger('submit')
    await until(() => asked('exports.create').length === 1)
    expect(asked('exports.create')).toMatchObject([{ folder: '/home/astro' }])
  })

  it('that is refused says why, and lists no files', async () => {
    const page = await show(
      {},
      {
        'exports.create': () => {
          throw new CirrusError('refused', '/home/astro: no space is left.')
        },
      },
    )
    await page.find('.export form').trigger('submit')
    await until(() => useNotices().items.some(({ text }) => text === '/home/astro: no space is left.'))
    expect(page.findAll('.files')).toHaveLength(0)
  })
})
