// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import InpaintingPage from '../../../src-renderer/views/inpaintings/page/InpaintingPage.vue'
import InpaintingsPage from '../../../src-renderer/views/inpaintings/list/InpaintingsPage.vue'
import NewInpaintingPage from '../../../src-renderer/views/inpaintings/new/NewInpaintingPage.vue'
import { histogramSeries, objectiveSeries } from '../../../src-renderer/views/inpaintings/page/inpainting-curves.ts'
import { inpaintings } from '../fake/records.ts'
import { openWindow, until } from '../window.ts'

// ECharts needs a canvas, which happy-dom lacks; charts.test.ts tests what is drawn.
vi.mock('../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let cirrus: Awaited<ReturnType<typeof openWindow>>
afterEach(() => {
  cirrus?.close()
  document.body.innerHTML = ''
})
const commands = (page: { findAll: (selector: string) => { text: () => string }[] }) =>
  page.findAll('.command code').map((code) => code.text())

describe('inpaintings', () => {
  it('are columns by mask, with the rows of Fig. 6', async () => {
    cirrus = await openWindow()
    const page = await cirrus.show(InpaintingsPage, {}, '/inpaintings')
    await until(() => page.findAll('.case').length === 3)
    expect(page.findAll('.case strong').map((name) => name.text())).toEqual(['disc', 'corner', 'block'])
    expect(page.findAll('.cases > h2').map((row) => row.text())).toEqual([
      'original',
      'corrupted',
      'filled',
      'residual',
      'everywhere',
      'histogram',
      'spectrum',
    ])
    expect(page.find('.case').text()).toContain('Mean 1.083 · MAP 0.412')
  })
  it('compare their estimates, and show the equivalent export command', async () => {
    cirrus = await openWindow()
    const page = await cirrus.show(InpaintingPage, { id: inpaintings[0].id }, `/inpaintings/${inpaintings[0].id}`)
    await until(() => page.find('aside table').exists())
    expect(page.findAll('[aria-label="Errors"] tbody tr').map((row) => row.text())).toEqual([
      'Mean1.0830.998–',
      'MAP0.4120.118–',
    ])
    await page.findAll<HTMLInputElement>('.export input')[1].setValue(false)
    expect(page.find('.export .command code').text()).toContain('--format fits,png')
    await page.find('.export form').trigger('submit')
    await until(() => page.findAll('.files a').length === 2)
    expect(page.find('.files a').attributes('href')).toBe(`/data/exports/${inpaintings[0].id}-export-1/filled-map.fits`)
  })
  it('are started for all three masks at once', async () => {
    cirrus = await openWindow()
    const page = await cirrus.show(NewInpaintingPage, {}, '/inpaintings/new?run=demo-2026-11-23-a')
    await until(() => commands(page).length === 1)
    expect(commands(page)[0]).toContain('--patch 17 --mask disc')
    await page
      .findAll('button')
      .find((button) => button.text() === 'All three')!
      .trigger('click')
    await until(() => commands(page).length === 3)
    await page.find('form').trigger('submit')
    await until(() => cirrus.router.currentRoute.value.path === '/inpaintings')
    expect(cirrus.host.inpaintings.slice(0, 3).map(({ problem }) => problem.mask.kind)).toEqual([
      'block',
      'corner',
      'disc',
    ])
  })
  it('select their patch with the arrow keys', async () => {
    cirrus = await openWindow()
    const page = await cirrus.show(NewInpaintingPage, {}, '/inpaintings/new?run=demo-2026-11-23-a')
    await until(() => page.find('[role="radiogroup"]').exists())
    await page.find('[role="radiogroup"]').trigger('keydown', { key: 'ArrowRight' })
    await until(() => commands(page)[0]?.includes('--patch 18 '))
  })
  it('have one objective curve per start, and histograms at bin centres', () => {
    const history = [
      { start: 1, iteration: 0, objective: 9 },
      { start: 0, iteration: 0, objective: 10 },
      { start: 0, iteration: 1, objective: 5 },
    ]
    expect(objectiveSeries(history).map(({ name, y }) => [name, [...(y as number[])]])).toEqual([
      ['start 1', [10, 5]],
      ['start 2', [9]],
    ])
    const { statistics, estimates } = inpaintings[0]
    const [original] = histogramSeries(statistics!, estimates, 'map')
    expect((original.x as number[])[0]).toBeCloseTo(-2.8, 12)
    expect(original.x).toHaveLength(20)
  })
})
