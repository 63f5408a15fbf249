// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { estimateAddress, problemAddress } from '../../../../src-preload/contract/index.ts'
import type { Inpainting } from '../../../../src-preload/contract/index.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import InpaintingsPage from '../../../../src-renderer/views/inpaintings/list/InpaintingsPage.vue'
import { estimate } from '../../fake/inpainting-records.ts'
import { inpaintings } from '../../fake/records.ts'
import { button, openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

// ECharts needs a canvas, which happy-dom lacks; tests check the curves passed to it.
vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())

/** Every case has its own ramp, so that a shared scale can be distinguished from separate ones. */
const ramp = (address: string) => {
  const reach = address.includes('-disc') ? 1 : address.includes('-corner') ? 2 : 3
  const values = Float32Array.from({ length: 64 * 64 }, (_, i) => reach * ((2 * (i % 64)) / 63 - 1))
  return address.includes('residual') ? values.map((value) => value / 2) : values
}
const show = async (list: Inpainting[] = inpaintings, at = '/inpaintings') => {
  open = await openPage(InpaintingsPage, at, {}, { answers: { 'inpaintings.list': () => list }, resource: ramp })
  await until(() => open.page.findAll('.case').length > 0)
  return open.page
}
const pictures = (row: string) =>
  open.page.findAllComponents(ImageCanvas).filter((one) => one.props('label').startsWith(row))
const drawn = () => until(() => open.page.findAllComponents(ImageCanvas).every((one) => one.props('values')))

describe('the grid of cases', () => {
  it('has a column for each mask and the rows of Fig. 6', async () => {
    const page = await show()
    await drawn()
    const rows = ['original', 'corrupted', 'filled', 'residual', 'everywhere']
    expect(page.findAll('.cases > h2').map((row) => row.text())).toEqual([...rows, 'histogram', 'spectrum'])
    for (const row of rows)
      expect(pictures(row).map((one) => one.props('label'))).toEqual([
        `${row}, disc`,
        `${row}, corner`,
        `${row}, block`,
      ])
    expect(page.findAllComponents(Chart).map((chart) => chart.props('name'))).toEqual([
      ...Array(3).fill('Pixel histogram'),
      ...Array(3).fill('Power spectrum'),
    ])
  })

  it('has one colour scale for all cases: the widest of the originals', async () => {
    await show()
    await drawn()
    for (const row of ['original', 'corrupted', 'filled', 'everywhere'])
      for (const one of pictures(row)) {
        expect(one.props('range')).toEqual(pictures('original')[0].props('range'))
        expect(one.props('range')[1]).toBeGreaterThan(2.9)
      }
  })

  it('has a separate scale for residuals, about zero, with its own colours', async () => {
    await show()
    await drawn()
    for (const one of pictures('residual')) {
      const [low, high] = one.props('range')
      expect(low).toBe(-high)
      expect(high).toBeCloseTo(1.5, 1)
      expect(one.props('colourMap')).toBe('residual')
    }
  })

  it('shows the errors of all estimates of each case', async () => {
    const page = await show()
    expect(page.find('.case').text()).toContain('Mean 1.083 · MAP 0.412')
  })

  it('marks the pixel under the cursor in all pictures at once', async () => {
    await show()
    await drawn()
    pictures('original')[0].vm.$emit('update:pixel', { row: 3, column: 9 })
    await until(() => pictures('residual')[2].props('pixel')?.column === 9)
    expect(open.page.findAllComponents(ImageCanvas).every((one) => one.props('pixel')?.row === 3)).toBe(true)
  })

  it('has a bold curve for the estimate shown', async () => {
    const page = await show()
    for (const chart of page.findAllComponents(Chart))
      expect(chart.props('series').map(({ name, bold }) => [name, !!bold])).toEqual([
        ['original', false],
        ['Mean', false],
        ['MAP', true],
        ['MAP everywhere', false],
      ])
  })

  it('links every case to its page, with the estimate shown', async () => {
    const page = await show()
    expect(page.findAll('.case').map((one) => one.attributes('href'))).toEqual(
      inpaintings.map(({ id }) => `/inpaintings/${id}?estimate=map`),
    )
  })
})

describe('the estimate of the cases', () => {
  it('is the last one, and another on request, at an address', async () => {
    const page = await show()
    await drawn()
    expect(open.fetched).toContain(estimateAddress(inpaintings[1].id, 'map', 'filled'))
    expect(open.fetched.some((address) => address.includes('/mean/'))).toBe(false)
    await press(page, 'Mean')
    await until(() => open.fetched.includes(estimateAddress(inpaintings[1].id, 'mean', 'filled')))
    expect(open.router.currentRoute.value.query.estimate).toBe('mean')
  })

  it('is missing in cases that have none', async () => {
    const [first, second] = inpaintings
    const page = await show([{ ...first, estimates: [first.estimates[0]] }, second], '/inpaintings?estimate=map')
    await until(() => pictures('filled')[1].props('values'))
    expect(pictures('filled')[0].props('values')).toBeNull()
    expect(page.find('.case').text()).toContain('no MAP')
  })
})

describe('the unit of the pictures', () => {
  it('switches from standardised to the map’s, for which the host makes other pictures', async () => {
    const page = await show()
    await drawn()
    expect(open.fetched.every((address) => address.endsWith('unit=standard'))).toBe(true)
    expect(pictures('original')[0].props('unit')).toBe('std')
    const before = open.fetched.length
    await press(page, 'MJy/sr')
    await until(() => open.fetched.length === before + 15)
    expect(open.fetched.slice(before).every((address) => address.endsWith('unit=map'))).toBe(true)
    expect(open.fetched).toContain(estimateAddress(inpaintings[1].id, 'map', 'residual', 'map'))
    expect(pictures('original')[0].props('unit')).toBe('MJy/sr')
  })

  it('is remembered', async () => {
    const page = await show()
    await press(page, 'MJy/sr')
    expect(JSON.parse(localStorage.getItem('cirrus.inpaintings.unit')!)).toBe('map')
  })
})

describe('pictures of incomplete cases', () => {
  const running = estimate('disc', 'map', { state: 'running', result: null, statistics: null })
  const half: Inpainting[] = [{ ...inpaintings[0], estimates: [running] }]
  it('are requested only for patch and hole, which are known', async () => {
    const page = await show(half)
    await until(() => pictures('corrupted')[0].props('values'))
    const { id } = half[0]
    expect(open.fetched).toEqual([problemAddress(id, 'original'), problemAddress(id, 'corrupted')])
    expect(pictures('filled')[0].props('values')).toBeNull()
    expect(page.find('.case').text()).toContain('running')
  })

  it('arrive when the estimate is complete', async () => {
    let [state] = half
    open = await openPage(
      InpaintingsPage,
      '/inpaintings',
      {},
      { answers: { 'inpaintings.list': () => [state], 'inpaintings.get': () => state }, resource: ramp },
    )
    await until(() => pictures('corrupted')[0]?.props('values'))
    state = inpaintings[0]
    open.host.server.broadcast('inpaintings.changed', { id: state.id, record: state })
    await until(() => pictures('residual')[0].props('values'))
  })

  it('that cannot be fetched show a failure', async () => {
    open = await openPage(
      InpaintingsPage,
      '/inpaintings',
      {},
      {
        resource: (address) => (address.includes('residual') ? 'fill.npy: cut off after 12 bytes.' : ramp(address)),
      },
    )
    await until(() => open.page.text().includes('fill.npy: cut off after 12 bytes.'))
    expect(pictures('original')[0].props('values')).not.toBeNull()
  })
})

describe('the groups of cases', () => {
  const other: Inpainting = {
    ...inpaintings[0],
    ...{ id: 'other', datasetName: 'iris-64', datasetId: 'iris-64', createdAt: '2020-01-01T00:00:00.000Z' },
  }
  it('are those of one patch, newest first', async () => {
    const page = await show([...inpaintings, other])
    expect(page.findAll('.toolbar option').map((option) => option.text())).toEqual([
      'demo-64px, patch 117 (3)',
      'iris-64, patch 117 (1)',
    ])
    expect(page.findAll('.case')).toHaveLength(3)
  })

  it('are selected by the address', async () => {
    const page = await show([...inpaintings, other])
    await page.find('.toolbar select').setValue('iris-64~117')
    await until(() => page.findAll('.case').length === 1)
    expect(open.router.currentRoute.value.query.group).toBe('iris-64~117')
    expect(button(page, 'New inpainting')!.attributes('href')).toBe('/inpaintings/new?dataset=iris-64&patch=117')
  })

  it('distinguish repeated masks by date', async () => {
    const page = await show([inpaintings[0], { ...inpaintings[0], id: 'again' }])
    for (const one of page.findAll('.case')) expect(one.text()).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d/)
  })

  it('lead to the first inpainting if empty, or to the datasets if there are no patches', async () => {
    for (const [datasets, to] of [
      [undefined, '/inpaintings/new'],
      [() => [], '/datasets'],
    ] as const) {
      open = await openPage(
        InpaintingsPage,
        '/inpaintings',
        {},
        { answers: { 'inpaintings.list': () => [], ...(datasets && { 'datasets.list': datasets }) } },
      )
      await until(() => open.page.find(`.empty a[href="${to}"]`).exists())
      if (!datasets) open.close()
    }
  })
})
