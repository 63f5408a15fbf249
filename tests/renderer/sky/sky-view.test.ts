// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { mollweide, mollweideInverse } from '../../../src-shared/sky/projection/mollweide.ts'
import type { SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'
import { until } from './stage.ts'

const element = document.createElement('div')
const screen: SkyScreen = {
  element,
  moves: true,
  show: vi.fn(),
  setLook: vi.fn(),
  setProjection: vi.fn(),
  projection: () => 'MOL',
  raster: async () => '',
  goTo: vi.fn(),
  centre: () => ({ lon: 0, lat: 0 }),
  fov: () => 360,
  widest: () => 360,
  setFov: vi.fn(),
  wholeSky: vi.fn(),
  // The whole sky in 400 x 200 pixels.
  positionAt: (x, y) => mollweideInverse((200 - x) / 200, (100 - y) / 100),
  project: (lon, lat) =>
    Array.from(lon).flatMap((l, i) => {
      const [x, y] = mollweide({ lon: l, lat: lat[i] })
      return [200 - 200 * x, 100 - 100 * y]
    }),
}
const openScreen = vi.fn(async () => screen)
const closeSecondScreen = vi.fn()
const survey = {
  address: 'http://host/hips',
  title: 'demo',
  cuts: [1, 9],
  range: [0, 99],
  zero: 0,
  data: null as unknown,
}
const fetchSurvey = vi.fn(async () => survey)
vi.mock('../../../src-renderer/sky/open-screen.ts', () => ({ openScreen, closeSecondScreen }))
vi.mock('../../../src-renderer/sky/survey.ts', () => ({ fetchSurvey }))
const { default: SkyView } = await import('../../../src-renderer/sky/SkyView.vue')

const look = { colourMap: 'magma', colours: ['#000000', '#ffffff'], stretch: 'log' as const, cuts: null }
const patches = [
  { lon: 0, lat: 0, split: 'train' as const },
  { lon: 90, lat: 30, split: 'test' as const },
]
const mountView = (more = {}) =>
  mount(SkyView, { props: { mapId: 'demo', column: 0, look, patches, ...more }, attachTo: document.body })
const drag = async (view: ReturnType<typeof mountView>, from: [number, number], to: [number, number]) => {
  await view.find('.sky').trigger('pointerdown', { clientX: from[0], clientY: from[1], button: 0 })
  await view.find('.sky').trigger('pointerup', { clientX: to[0], clientY: to[1], button: 0 })
}
beforeEach(() => vi.clearAllMocks())
afterEach(() => (document.body.innerHTML = ''))

describe('the sky view', () => {
  it('requests the tiles, reports their survey, and starts with the whole sky and the survey’s own cuts', async () => {
    const view = mountView()
    expect(view.text()).toContain('Preparing the sky tiles')
    await until(() => vi.mocked(screen.wholeSky).mock.calls.length > 0)
    expect(fetchSurvey).toHaveBeenCalledWith('demo', 0, expect.anything())
    expect(view.emitted('survey')).toEqual([[survey]])
    expect(openScreen).toHaveBeenCalledWith('demo', survey, { ...look, cuts: [1, 9] }, 'first')
    expect(view.find('.sky').element.contains(element)).toBe(true)
    view.unmount()
  })

  it('starts at the data of an image or a partial map', async () => {
    const data = { lon: 172.5, lat: -14.5, fov: 28 }
    fetchSurvey.mockResolvedValueOnce({ ...survey, data })
    const view = mountView()
    await until(() => vi.mocked(screen.goTo).mock.calls.length > 0)
    expect(screen.goTo).toHaveBeenCalledWith(data)
    expect(screen.setFov).toHaveBeenCalledWith(28)
    expect(screen.wholeSky).not.toHaveBeenCalled()
    view.unmount()
  })

  it('releases its screen when unmounted, so that the next view can use it', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    view.unmount()
    expect(element.parentElement).toBeNull()
  })

  it('frees the screen of a second sky, which has no fields and buttons of its own', async () => {
    const view = mountView({ second: true })
    await until(() => element.parentElement)
    expect(openScreen).toHaveBeenCalledWith('demo', survey, expect.anything(), 'second')
    expect(view.findAll('input, button, .note').length).toBe(0)
    expect(view.find('.sky').attributes('aria-label')).toContain('Second sky, moves with the first')
    expect(closeSecondScreen).not.toHaveBeenCalled()
    view.unmount()
    expect(closeSecondScreen).toHaveBeenCalledOnce()
  })

  it('has the current look once its screen is open, even if the look changed while it was opening', async () => {
    let opened = (_: SkyScreen) => {}
    openScreen.mockReturnValueOnce(new Promise<SkyScreen>((resolve) => (opened = resolve)))
    const view = mountView()
    await until(() => openScreen.mock.calls.length > 0)
    // The survey makes the page choose another stretch before the screen is open.
    await view.setProps({ look: { ...look, stretch: 'linear' as const } })
    opened(screen)
    await until(() => element.parentElement)
    expect(screen.setLook).toHaveBeenLastCalledWith({ ...look, stretch: 'linear', cuts: [1, 9] })
    view.unmount()
  })

  it('starts at a given position, and zooms to the data on request', async () => {
    fetchSurvey.mockResolvedValueOnce({ ...survey, data: { lon: 80, lat: -4, fov: 15 } })
    const view = mountView({ place: { lon: 12, lat: 34, fov: 20 } })
    await until(() => element.parentElement)
    expect(screen.wholeSky).not.toHaveBeenCalled()
    expect(screen.setFov).toHaveBeenLastCalledWith(20)
    expect(screen.goTo).toHaveBeenLastCalledWith(expect.objectContaining({ lon: 12, lat: 34 }))
    await until(() => view.find('[aria-label="Zoom to data"]').exists())
    await view.find('[aria-label="Zoom to data"]').trigger('click')
    expect(screen.setFov).toHaveBeenLastCalledWith(15)
    expect(screen.goTo).toHaveBeenLastCalledWith(expect.objectContaining({ lon: 80, lat: -4 }))
    view.unmount()
  })

  it('changes the look without requesting the tiles again', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.setProps({ look: { ...look, cuts: [2, 5], stretch: 'linear' } })
    expect(screen.setLook).toHaveBeenLastCalledWith({ ...look, cuts: [2, 5], stretch: 'linear' })
    expect(fetchSurvey).toHaveBeenCalledTimes(1)
    await view.setProps({ column: 1 })
    expect(fetchSurvey).toHaveBeenCalledTimes(2)
    view.unmount()
  })

  it('passes cuts to the screen in the tiles’ values, with the offset subtracted', async () => {
    vi.mocked(fetchSurvey).mockResolvedValueOnce({ ...survey, cuts: [999.5, 1001], zero: 1000 } as never)
    const view = mountView()
    await until(() => element.parentElement)
    expect(openScreen).toHaveBeenLastCalledWith('demo', expect.anything(), { ...look, cuts: [-0.5, 1] }, 'first')
    await view.setProps({ look: { ...look, cuts: [998, 1002] } })
    expect(screen.setLook).toHaveBeenLastCalledWith({ ...look, cuts: [-2, 2] })
    view.unmount()
  })

  it('reports the position under the cursor, and when it leaves', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.find('.sky').trigger('pointermove', { clientX: 200, clientY: 100 })
    await view.find('.sky').trigger('pointermove', { clientX: 1, clientY: 1 })
    await view.find('.sky').trigger('pointerleave')
    expect(view.emitted('cursor')).toEqual([[{ lon: 0, lat: 0 }], [null], [null]])
    view.unmount()
  })

  it('zooms with the wheel about the cursor', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.find('.sky').trigger('wheel', { clientX: 150, clientY: 90, deltaY: -350, deltaMode: 0 })
    expect(screen.setFov).toHaveBeenLastCalledWith(180)
    view.unmount()
  })

  it('has its own right-click menu for the position under it', async () => {
    const view = mountView({ cuttable: true })
    await until(() => element.parentElement)
    const below = vi.fn()
    element.addEventListener('contextmenu', below)
    element.addEventListener('mousedown', below)
    const [clientX, clientY] = Array.from(screen.project([30], [10]))
    const more = { clientX, clientY, button: 2, bubbles: true, cancelable: true }
    element.dispatchEvent(new MouseEvent('mousedown', more))
    const event = new MouseEvent('contextmenu', more)
    element.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(true)
    expect(below).not.toHaveBeenCalled()
    await until(() => view.find('[role=menu]').exists())
    const items = view.findAll('[role=menuitem]')
    expect(items.map((item) => item.text())).toEqual(['Copy position', 'Cut a patch here', 'Centre here', 'Reset view'])
    await items[1].trigger('click')
    const [[position]] = view.emitted('cut') as [[{ lon: number; lat: number }]]
    expect(position.lon).toBeCloseTo(30, 6)
    expect(position.lat).toBeCloseTo(10, 6)
    expect(view.find('[role=menu]').exists()).toBe(false)
    view.unmount()
  })

  it('selects the patch under a click, but not after a drag', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    const [x, y] = Array.from(screen.project([90], [30]))
    await drag(view, [x, y], [x + 40, y])
    expect(view.emitted('patch')).toBeUndefined()
    await drag(view, [x, y], [x + 1, y])
    expect(view.emitted('patch')).toEqual([[1]])
    expect(view.emitted('pick')).toHaveLength(1)
    view.unmount()
  })

  it('selects the patch in the middle with Enter, and describes its keys to screen readers', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.find('.sky').trigger('keydown', { key: 'Enter' })
    expect(view.emitted('patch')).toEqual([[0]])
    expect(view.find('.sky').attributes('aria-label')).toContain('Arrow keys')
    view.unmount()
  })

  it('shows the host’s answer when there are no tiles, and retries', async () => {
    fetchSurvey.mockRejectedValueOnce(new CirrusError('not-found', 'iris.fits: the file is no longer there.'))
    const view = mountView()
    await until(() => view.text().includes('iris.fits: the file is no longer there.'))
    await view
      .findAll('button')
      .find((button) => button.text() === 'Try again')!
      .trigger('click')
    await until(() => element.parentElement)
    expect(view.text()).not.toContain('no longer there')
    view.unmount()
  })

  it('centres on a position, and zooms in', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    ;(view.vm as unknown as { lookAt: (at: { lon: number; lat: number }) => void }).lookAt({ lon: 212, lat: -19 })
    expect(screen.goTo).toHaveBeenCalledWith(expect.objectContaining({ lon: 212, lat: -19 }))
    expect(screen.setFov).toHaveBeenCalledWith(40)
    view.unmount()
  })

  it('goes to what is typed: near a position, and to a region with sky around it', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    const type = async (text: string) => {
      await view.find('.goto input').setValue(text)
      await view.find('.goto').trigger('submit')
    }
    await type('212 -19')
    expect(screen.goTo).toHaveBeenLastCalledWith(expect.objectContaining({ lon: 212, lat: -19 }))
    expect(screen.setFov).toHaveBeenLastCalledWith(40)
    await type('Orion')
    expect(screen.goTo).toHaveBeenLastCalledWith(expect.objectContaining({ lon: 211, lat: -16 }))
    expect(screen.setFov).toHaveBeenLastCalledWith(27)
    view.unmount()
  })

  it('focuses the field for a position by F, and the sky again by Escape; letters typed there are no shortcuts', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.find('.sky').trigger('keydown', { key: 'f' })
    const field = view.find('.goto input')
    expect(document.activeElement).toBe(field.element)
    await field.trigger('keydown', { key: 'g' })
    expect(view.emitted('grid')).toBeUndefined()
    await field.trigger('keydown', { key: 'Escape' })
    expect(document.activeElement).toBe(view.find('.sky').element)
    view.unmount()
  })
})
