// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import ComparePage from '../../../../src-renderer/views/runs/compare/ComparePage.vue'
import { openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())
const [a, b] = ['demo-2026-11-23-a', 'demo-2026-11-23-b']
const show = async (ids: string, stage?: Parameters<typeof openPage>[3]) => {
  open = await openPage(ComparePage, `/runs/compare?ids=${ids}`, {}, stage)
  await until(() => open.page.text().length > 20)
  return open.page
}
const rows = (part: string) =>
  open.page.findAll(`.${part} tr`).map((row) => [row.find('th'), ...row.findAll('td')].map((cell) => cell.text()))
const pictures = () => open.page.findAllComponents(ImageCanvas)

describe('compared runs', () => {
  it('list differing settings first, and mark unusual values', async () => {
    const page = await show(`${a},${b},wide-kernel`)
    expect(rows('differing')).toEqual([
      ['learning rate', '0.001', '0.001', '0.05'],
      ['latent dimension', '32', '64', '32'],
      ['kernel', '4', '4', '7'],
    ])
    expect(page.findAll('.unusual').map((cell) => cell.text())).toEqual(['0.05', '64', '7'])
  })

  it('show the results of each, the best in bold', async () => {
    const page = await show(`${a},${b},wide-kernel`)
    await until(() => rows('results')[2][3] !== '–')
    expect(rows('results')[0]).toEqual(['best −ELBO nat', '3\u202f172.2', '3\u202f163.2', '3\u202f304.2'])
    expect(page.findAll('.results tr')[0].find('.best').text()).toBe('3\u202f163.2')
  })

  it('say so if no setting differs', async () => {
    const page = await show(`${a},demo-2026-11-23-c`)
    expect(page.text()).toContain('all settings are the same')
  })

  it('have their curves in the colours of their names', async () => {
    const page = await show(`latent-16,${a}`)
    await until(() => page.findComponent(Chart).props('series')[1]?.x.length === 100)
    expect(
      page
        .findComponent(Chart)
        .props('series')
        .map(({ name, colour }) => [name, colour]),
    ).toEqual([
      ['latent-16', 0],
      [a, 1],
    ])
  })

  it('show their common patch at each one’s best epoch, on one colour scale', async () => {
    await show(`${a},latent-16`)
    await until(() => pictures().length === 3 && pictures().every((one) => one.props('values')))
    const asked = open.fetched.filter((address) => address.includes('samples'))
    expect(new Set(asked)).toEqual(new Set([`/data/runs/${a}/samples/98`, '/data/runs/latent-16/samples/58']))
    const ranges = pictures().map((one) => one.props('range'))
    expect(ranges[1]).toEqual(ranges[0])
    expect(ranges[2]).toEqual(ranges[0])
  })

  it('can show it at the same epoch, or the last one of a run that ended earlier', async () => {
    const page = await show(`${a},latent-16`)
    await until(() => pictures().length === 3)
    await press(page, 'same epoch')
    await until(() => open.fetched.includes(`/data/runs/${a}/samples/100`))
    expect(open.fetched).toContain('/data/runs/latent-16/samples/60')
    await page.find('input[aria-label="Epoch of the samples"]').setValue('20')
    await until(() => open.fetched.includes('/data/runs/latent-16/samples/20'))
  })

  it('can show its residuals, about zero', async () => {
    const page = await show(`${a},latent-16`)
    await until(() => pictures().length === 3 && pictures().every((one) => one.props('values')))
    await press(page, 'residual')
    const [, first, second] = pictures()
    expect(first.props('colourMap')).toBe('residual')
    expect(first.props('range')[0]).toBe(-first.props('range')[1])
    expect(second.props('range')).toEqual(first.props('range'))
  })

  it('show one original per dataset', async () => {
    const page = await show(`${a},latent-16`, {
      prepare: ({ runs }) => Object.assign(runs[4], { datasetId: null, datasetName: 'gone' }),
    })
    await until(() => pictures().length === 4)
    expect(page.text()).toContain('different datasets: one patch each')
  })

  it('are added and removed in the address, eight at most', async () => {
    const page = await show(`${a},latent-16`)
    await page.find('select[aria-label="Add a run"]').setValue(b)
    await until(() => open.router.currentRoute.value.query.ids === `${a},latent-16,${b}`)
    await page.find(`button[aria-label="Remove latent-16"]`).trigger('click')
    await until(() => open.router.currentRoute.value.query.ids === `${a},${b}`)
  })

  it('must be at least two; otherwise the page says how to select them', async () => {
    const page = await show(`${a},removed`)
    expect(page.text()).toContain(`Select a run to compare with ${a}`)
    expect(page.text()).toContain('Select two to eight runs')
  })
})
