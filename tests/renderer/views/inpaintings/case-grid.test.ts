// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { inpaintingAddress } from '../../../../src-preload/contract/index.ts'
import type { Inpainting } from '../../../../src-preload/contract/index.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import InpaintingsPage from '../../../../src-renderer/views/inpaintings/list/InpaintingsPage.vue'
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
    expect(page.findAll('.cases > h2').map((row) => row.text())).toEqual([
      'original',
      'corrupted',
      'model',
      'filled',
      'residual',
      'histogram',
      'spectrum',
    ])
    for (const row of ['original', 'corrupted', 'model', 'filled', 'residual'])
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
    for (const row of ['original', 'corrupted', 'model', 'filled'])
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

  it('shows the fit of each case, and that of the plain mean', async () => {
    const page = await show()
    // 4030.2 / 3580
    expect(page.find('.case').text()).toMatch(/χ²\/dof 1\.126 · hole 0\.412\s+\(mean 1\.08\)/)
  })

  it('marks the pixel under the cursor in all pictures at once', async () => {
    await show()
    await drawn()
    pictures('original')[0].vm.$emit('update:pixel', { row: 3, column: 9 })
    await until(() => pictures('residual')[2].props('pixel')?.column === 9)
    expect(open.page.findAllComponents(ImageCanvas).every((one) => one.props('pixel')?.row === 3)).toBe(true)
  })

  it('has thin curves for the original and the model, and a bold one for the filled patch', async () => {
    const page = await show()
    for (const chart of page.findAllComponents(Chart))
      expect(chart.props('series').map(({ name, bold }) => [name, !!bold])).toEqual([
        ['original', false],
        ['model', false],
        ['filled', true],
      ])
  })

  it('links every case to its page', async () => {
    const page = await show()
    expect(page.findAll('.case').map((one) => one.attributes('href'))).toEqual(
      inpaintings.map(({ id }) => `/inpaintings/${id}`),
    )
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
    expect(open.fetched).toContain(inpaintingAddress(inpaintings[1].id, 'residual', 'map'))
    expect(pictures('original')[0].props('unit')).toBe('MJy/sr')
  })

  it('is remembered', async () => {
    const page = await show()
    await press(page, 'MJy/sr')
    expect(JSON.parse(localStorage.getItem('cirrus.inpaintings.unit')!)).toBe('map')
  })
})

describe('pictures of incomplete cases', () => {
  const half = [{ ...inpaintings[0], state: 'running', result: null, statistics: null } as Inpainting]
  it('are requested only for patch and hole, which are known', async () => {
    const page = await show(half)
    await until(() => pictures('corrupted')[0].props('values'))
    const { id } = half[0]
    expect(open.fetched).toEqual([inpaintingAddress(id, 'original'), inpaintingAddress(id, 'corrupted')])
    expect(pictures('filled')[0].props('values')).toBeNull()
    expect(page.find('.case').text()).toContain('χ²/dof –')
    expect(page.findAllComponents(Chart)).toHaveLength(0)
  })

  it('arrive when the inpainting is complete', async () => {
    let [state] = half
    open = await openPage(
      InpaintingsPage,
      '/inpaintings',
      {},
      {
        answers: { 'inpaintings.list': () => [state], 'inpaintings.get': () => state },
        resource: ramp,
      },
    )
    await until(() => pictures('corrupted')[0]?.props('values'))
    state = inpaintings[0]
    open.host.server.broadcast('inpaintings.changed', { id: state.id, record: state })
    await until(() => pictures('residual')[0].props('values'))
    expect(open.page.findAllComponents(Chart)).toHaveLength(2)
  })

  it('that cannot be fetched show a failure', async () => {
    open = await openPage(
      InpaintingsPage,
      '/inpaintings',
      {},
      {
        resource: (address) => (address.includes('residual') ? 'result.npy: cut off after 12 bytes.' : ramp(address)),
      },
    )
    await until(() => open.page.text().includes('result.npy: cut off after 12 bytes.'))
    expect(pictures('original')[0].props('values')).not.toBeNull()
  })
})

describe('the groups of cases', () => {
  const other: Inpainting = {
    ...inpaintings[0],
    id: 'other',
    runName: 'wide-kernel',
    runId: 'wide-kernel',
    createdAt: '2020-01-01T00:00:00.000Z',
  }
  it('are those of one run on one patch, newest first', async () => {
    const page = await show([...inpaintings, other])
    expect(page.findAll('.toolbar option').map((option) => option.text())).toEqual([
      'demo-2026-11-23-a, patch 117 (3)',
      'wide-kernel, patch 117 (1)',
    ])
    expect(page.findAll('.case')).toHaveLength(3)
  })

  it('are selected by the address', async () => {
    const page = await show([...inpaintings, other])
    await page.find('.toolbar select').setValue('wide-kernel~117')
    await until(() => page.findAll('.case').length === 1)
    expect(open.router.currentRoute.value.query.group).toBe('wide-kernel~117')
    expect(button(page, 'New inpainting')!.attributes('href')).toBe('/inpaintings/new?run=wide-kernel&patch=117')
  })

  it('distinguish repeated masks by date', async () => {
    const page = await show([inpaintings[0], { ...inpaintings[0], id: 'again' }])
    for (const one of page.findAll('.case')) expect(one.text()).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d/)
  })

  it('lead to the first inpainting if empty, or to a run if there is no model', async () => {
    for (const [runs, to] of [
      [undefined, '/inpaintings/new'],
      [() => [], '/runs/new'],
    ] as const) {
      open = await openPage(
        InpaintingsPage,
        '/inpaintings',
        {},
        {
          answers: { 'inpaintings.list': () => [], ...(runs && { 'runs.list': runs }) },
        },
      )
      await until(() => open.page.find(`.empty a[href="${to}"]`).exists())
      if (!runs) open.close()
    }
  })
})
