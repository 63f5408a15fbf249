// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { cutAddress, patchCommand } from '../../../../src-preload/contract/index.ts'
import type { SkyMap } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import CutPanel from '../../../../src-renderer/views/maps/CutPanel.vue'
import MapFacts from '../../../../src-renderer/views/maps/MapFacts.vue'
import MapsPage from '../../../../src-renderer/views/maps/MapsPage.vue'
import { maps } from '../../fake/records.ts'
import { button, commands, facts, openPage, press, settled } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

// The sky needs WebGL; it is tested in tests/renderer/sky.
const SkyView = vi.hoisted(() => ({
  name: 'SkyView',
  props: ['mapId', 'column', 'look', 'grid', 'square'],
  emits: ['survey', 'cursor', 'pick', 'grid'],
  methods: { lookAt: () => undefined },
  template: '<div class="sky-stub">{{ mapId }} {{ column }}</div>',
}))
vi.mock('../../../../src-renderer/sky/SkyView.vue', () => ({ default: SkyView }))

let open: OpenPage
afterEach(() => open.close())
const [demo] = maps
const [intensity] = demo.columns
/** A map like Planck's: two columns, some missing pixels, its file moved away. */
const planck: SkyMap = {
  ...demo,
  id: 'planck',
  name: 'planck',
  path: '/data/planck 545.fits',
  grid: { kind: 'healpix', nside: 2048, ordering: 'NESTED', indexing: 'implicit' },
  coordsys: null,
  coordsysOverride: null,
  polcconvOverride: null,
  polcconv: null,
  present: false,
  columns: [
    { ...intensity, count: 12 * 2048 ** 2, missing: 0 },
    { ...intensity, name: 'ERROR', unit: 'K', count: 12 * 2048 ** 2, missing: 3 * 2048 ** 2 },
  ],
}
const show = async (id?: string, answers: Answers = {}) => {
  open = await openPage(
    MapsPage,
    id ? `/maps/${id}` : '/maps',
    { id },
    {
      answers: { 'maps.list': () => [demo, planck], ...answers },
    },
  )
  await until(() => open.page.find('.sky-stub').exists())
  return open.page
}
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)

describe('the list of maps', () => {
  it('shows every map with nside and ordering, and marks those whose file is not found', async () => {
    const page = await show()
    const words = page.findAll('nav li').map((one) => one.text().replace(/\s+/g, ' '))
    expect(words).toEqual(['iris-100um n512 · RING', 'planck n2048 · NESTED · file not found'])
    expect(page.findAll('nav li a').map((link) => link.attributes('aria-current'))).toEqual(['page', undefined])
  })

  it('shows maps being opened, which can be cancelled without a failure', async () => {
    // A host that never answers.
    const page = await show(undefined, { 'maps.open': () => new Promise(() => {}) as never })
    await open.router.push('/maps?open=/data/new.fits')
    await until(() => page.find('.opening').exists())
    expect(page.find('.opening').text()).toContain('new.fits')
    await page.find('.opening button').trigger('click')
    await until(() => !page.find('.opening').exists())
    expect(page.find('[role="alert"]').exists()).toBe(false)
  })

  it('adds the opened map, and shows it', async () => {
    await show(undefined, { 'maps.open': () => ({ ...demo, id: 'new', name: 'new' }) })
    await open.router.push('/maps?open=/data/new.fits')
    await until(() => open.router.currentRoute.value.path === '/maps/new')
    expect(asked('maps.open')).toEqual([{ path: '/data/new.fits' }])
    expect(open.page.findAll('nav li .name').map((name) => name.text())).toEqual(['new', 'iris-100um', 'planck'])
  })
})

describe('a map', () => {
  it('shows the selected column on the sky, and creates datasets from it', async () => {
    const page = await show('planck')
    await page.findAll('input[name="column"]')[1].setValue(true)
    await until(() => page.find('.sky-stub').text() === 'planck 1')
    expect(button(page, 'Create a dataset')!.attributes('href')).toBe('/datasets?map=planck&column=1')
  })

  it('starts with its first column, and remembers the last one viewed', async () => {
    const page = await show('planck')
    await page.findAll('input[name="column"]')[1].setValue(true)
    await page.setProps({ id: 'iris-100um' })
    await until(() => page.find('.sky-stub').text() === 'iris-100um 0')
    // Without a map in the address, the page shows the last one viewed.
    await page.setProps({ id: 'planck' })
    await until(() => page.find('.sky-stub').text() === 'planck 1')
    await page.setProps({ id: undefined })
    await until(() => page.find('.sky-stub').text() === 'planck 1')
  })

  it('with datasets cannot be removed, and the datasets are named', async () => {
    const sentence = 'The datasets demo-64px and planck-256 were cut from it; delete them first.'
    const page = await show('planck', {
      'maps.remove': () => {
        throw new CirrusError('conflict', sentence)
      },
    })
    await press(page, 'Remove')
    document.querySelector<HTMLButtonElement>('dialog button.failure')!.click()
    await until(() => useNotices().items.some(({ kind, text }) => kind === 'failure' && text === sentence))
    expect(page.findAll('nav li')).toHaveLength(2)
    expect(open.router.currentRoute.value.path).toBe('/maps/planck')
  })

  it('is passed to commands with a shell-quoted path', async () => {
    const page = await show('planck')
    expect(commands(page)).toEqual([`cirrus map info '/data/planck 545.fits'`])
  })
})

describe('the numbers of a map', () => {
  it('come from its header: pixels, their size, and the frame, if given', async () => {
    open = await openPage(MapFacts, '/', { map: planck, column: 0 })
    // 12 nside^2 pixels; a pixel of nside 2048 is 1.72 arcminutes (Gorski et al. 2005, Table 1).
    expect(facts(open.page)).toMatchObject({
      pixels: '50\u202f331\u202f648',
      nside: '2048 1.72′ per pixel',
      frame: expect.stringContaining('not given; assumed Galactic'),
    })
  })

  it('offer a choice of frame if the header has none, which reopens the map', async () => {
    const page = await show('planck', { 'maps.open': () => ({ ...planck, coordsys: 'C', coordsysOverride: 'C' }) })
    await page.find('[aria-label="Frame of the map"]').setValue('C')
    await until(() => asked('maps.open').length > 0)
    expect(asked('maps.open')).toEqual([{ path: planck.path, coordsys: 'C' }])
  })

  it('include the missing fraction of a column', async () => {
    open = await openPage(MapFacts, '/', { map: planck, column: 0 })
    const missing = open.page.findAll('tbody td:last-child').map((cell) => cell.text())
    expect(missing).toEqual(['0', '25.0 %'])
  })
})

describe('the panel of a cut', () => {
  const cut = { lon: 120, lat: -33.5, size: 64, width: 8 }
  const pixels = Float32Array.from({ length: 64 * 64 }, (_, i) => (i < 10 ? NaN : 2))
  const panel = async (resource: (address: string) => Float32Array | string = () => pixels) => {
    open = await openPage(CutPanel, '/', { map: demo, column: 0, cut, colourMap: 'magma' }, { resource })
    return open.page
  }
  it('requests one cut after a rest, however often it was moved', async () => {
    const page = await panel()
    for (const lon of [1, 2, 3]) await page.setProps({ cut: { ...cut, lon } })
    await until(() => open.fetched.length > 0)
    await settled()
    expect(open.fetched).toEqual([cutAddress(demo.id, 0, { ...cut, lon: 3 })])
  })

  it('shows mean, extremes and the number of missing pixels', async () => {
    const page = await panel()
    await until(() => facts(page).mean)
    expect(facts(page)).toEqual({ mean: '2.000 MJy/sr', 'min, max': '2.000, 2.000', missing: '10 px' })
  })

  it('shows the equivalent command, with the position in the file name', async () => {
    const page = await panel()
    expect(commands(page)).toEqual([patchCommand(demo, 'INTENSITY', cut, 'patch-l120.00-b-33.50.fits')])
  })

  it.each([
    ['lat', 91],
    ['width', 61],
    ['size', 7],
    ['size', 64.5],
  ])('neither requests nor saves a cut out of bounds (%s = %s)', async (name, value) => {
    open = await openPage(CutPanel, '/', { map: demo, column: 0, colourMap: 'magma', cut: { ...cut, [name]: value } })
    await new Promise((resolve) => setTimeout(resolve, 250))
    expect(open.fetched).toEqual([])
    expect(commands(open.page)).toEqual([])
    for (const format of ['FITS', '.npy', 'PNG']) expect(button(open.page, format)!.element.disabled).toBe(true)
    expect(open.page.find('.wrong').exists()).toBe(true)
  })

  it('saves the displayed cut in each format', async () => {
    const page = await panel()
    await press(page, '.npy')
    await until(() => useNotices().items.some(({ text }) => text.startsWith('Saved ')))
    expect(asked('maps.patch')).toEqual([{ ...cut, id: demo.id, column: 0, format: 'npy' }])
  })

  it('has Q and U as channels if the map does, one of them seen at a time, and saves both', async () => {
    const from = ['Q_STOKES', 'U_STOKES']
    const columns = [
      ...from.map((name) => ({ ...intensity, name })),
      { ...intensity, name: 'P', derived: { kind: 'P' as const, from } },
    ]
    const both = Float32Array.from({ length: 2 * 64 * 64 }, (_, i) => (i < 64 * 64 ? 3 : -4))
    const resource = (address: string) => (address.includes('channels=QU') ? both : pixels)
    const props = { map: { ...demo, columns }, column: 0, cut, colourMap: 'magma' }
    open = await openPage(CutPanel, '/', props, { resource })
    const { page } = open
    await page
      .findAll('select')
      .find((select) => select.text().includes('this column'))!
      .setValue('QU')
    await until(() => facts(page).mean === '3.000 MJy/sr')
    await press(page, 'U')
    expect(facts(page).mean).toBe('−4.000 MJy/sr')
    expect(commands(page)[0]).toContain('--channels QU')
    await press(page, '.npy')
    await until(() => asked('maps.patch').length > 0)
    expect(asked('maps.patch')).toEqual([{ ...cut, id: demo.id, column: 0, format: 'npy', channels: 'QU' }])
  })

  it('shows the host’s message in place of a picture, until a cut works again', async () => {
    let broken = true
    const page = await panel(() => (broken ? 'iris.fits: the file is no longer there.' : pixels))
    await until(() => page.text().includes('iris.fits: the file is no longer there.'))
    broken = false
    await page.setProps({ cut: { ...cut, lon: 5 } })
    await until(() => facts(page).mean)
    expect(page.text()).not.toContain('no longer there')
  })
})
