// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Look } from '../../../src-renderer/sky/sky-screen.ts'

const survey = { setColormap: vi.fn(), setCuts: vi.fn() }
let zoomed = () => {}
const aladin = {
  view: {
    wasm: {
      pix2world: vi.fn((): number[] | null => [-10, 20]),
      worldToScreenVec: vi.fn((ra: ArrayLike<number>) => Array.from(ra, (_, i) => i)),
      getCenter: () => [-30, 5],
    },
    redrawClbk: (_: number) => {},
    resizeObserver: { disconnect: vi.fn() },
    getCanvasDataURL: vi.fn(async () => 'data:image/png;base64,AAAA'),
  },
  getFov: vi.fn(() => [90, 45]),
  getZoomFactor: () => 0.25,
  setFoV: vi.fn(),
  setZoomFactor: vi.fn(),
  gotoPosition: vi.fn(),
  setBaseImageLayer: vi.fn(),
  setProjection: vi.fn(),
  contextMenu: {},
  on: vi.fn((_: string, told: () => void) => void (zoomed = told)),
  addColormap: vi.fn(),
}
const A = { init: Promise.resolve(), aladin: vi.fn(() => aladin), imageHiPS: vi.fn(() => survey) }
vi.mock('aladin-lite', () => ({ default: A }))
const { aladinScreen, freeAladin } = await import('../../../src-renderer/sky/aladin-screen.ts')

const look: Look = { colourMap: 'magma', colours: ['#000000', '#ffffff'], stretch: 'log', cuts: [1, 9] }
const open = () => aladinScreen('http://host/data/maps/demo/hips/0', 'demo', look)
beforeEach(() => vi.clearAllMocks())

describe('the view of the sky by aladin-lite', () => {
  it('is created once, on our own tiles, without its own controls and without outside requests', async () => {
    const first = await open()
    expect(await open()).toBe(first)
    expect(A.aladin).toHaveBeenCalledTimes(1)
    const [element, options] = A.aladin.mock.calls[0] as unknown as [HTMLElement, Record<string, unknown>]
    expect(element).toBe(first.element)
    expect(options).toMatchObject({
      survey,
      cooFrame: 'gal',
      projection: 'MOL',
      log: false,
      lockNorthUp: true,
      hipsList: [],
      showFrame: false,
    })
    expect(A.imageHiPS).toHaveBeenCalledWith(
      'http://host/data/maps/demo/hips/0',
      expect.objectContaining({ imgFormat: 'fits' }),
    )
  })

  it('has a second one for a second sky, which can be freed: no drawing, no observer, no WebGL context', async () => {
    const first = await open()
    const drawn = (aladin.view.redrawClbk = vi.fn())
    const second = await aladinScreen('http://host/data/maps/b/hips/0', 'b', look, 'second')
    expect(second).not.toBe(first)
    const loseContext = vi.fn()
    const canvas = document.createElement('canvas')
    canvas.getContext = (() => ({ getExtension: () => ({ loseContext }) })) as never
    second.element.append(canvas)
    document.body.append(second.element)
    aladin.view.redrawClbk(0)
    expect(drawn).toHaveBeenCalledTimes(1)
    freeAladin('second')
    await Promise.resolve()
    expect([loseContext, aladin.view.resizeObserver.disconnect].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
    expect(second.element.isConnected).toBe(false)
    document.body.append(second.element)
    aladin.view.redrawClbk(0)
    expect(drawn).toHaveBeenCalledTimes(1)
    second.element.remove()
    expect(await open()).toBe(first)
    expect(await aladinScreen('http://host/data/maps/b/hips/0', 'b', look, 'second')).not.toBe(second)
    freeAladin('second')
    freeAladin('second')
  })

  it('registers our colour maps under our own names, once, and again with other colours', async () => {
    const screen = await open()
    screen.setLook({ ...look, colourMap: 'planck', stretch: 'asinh', cuts: [2, 8] })
    screen.setLook({ ...look, colourMap: 'planck' })
    expect(aladin.addColormap.mock.calls).toEqual([['cirrus-planck', ['#000000', '#ffffff']]])
    expect(survey.setColormap).toHaveBeenCalledWith('cirrus-planck', { stretch: 'asinh' })
    expect(survey.setCuts).toHaveBeenCalledWith(2, 8)
    screen.setLook({ ...look, colourMap: 'planck', colours: ['#000000', '#00ff00'] })
    expect(aladin.addColormap).toHaveBeenLastCalledWith('cirrus-planck', ['#000000', '#00ff00'])
  })

  it('shows the tiles that it was made with without asking for them again, and later anew', async () => {
    const address = 'http://host/data/maps/c/hips/0'
    const screen = await aladinScreen(address, 'c', look, 'second')
    screen.show(address, 'c', { ...look, cuts: [3, 4] })
    expect(aladin.setBaseImageLayer).not.toHaveBeenCalled()
    expect(survey.setCuts).toHaveBeenLastCalledWith(3, 4)
    screen.show(address, 'c', look)
    expect(aladin.setBaseImageLayer).toHaveBeenCalledTimes(1)
    freeAladin('second')
  })

  it('replaces the first survey by another', async () => {
    const screen = await open()
    screen.show('http://host/data/maps/other/hips/1', 'other', look)
    expect(A.imageHiPS).toHaveBeenCalledWith('http://host/data/maps/other/hips/1', expect.anything())
    expect(aladin.setBaseImageLayer).toHaveBeenCalledWith(survey)
  })

  it('reads positions in Galactic coordinates with longitudes from 0 to 360, and none off the sky', async () => {
    const screen = await open()
    expect(screen.positionAt(5, 5)).toEqual({ lon: 350, lat: 20 })
    expect(screen.centre()).toEqual({ lon: 330, lat: 5 })
    aladin.view.wasm.pix2world.mockReturnValueOnce(null)
    expect(screen.positionAt(5, 5)).toBeNull()
  })

  it('passes positions on in ICRS: the north Galactic pole is at 192.86, 27.13', async () => {
    const screen = await open()
    screen.project([0], [90])
    const [[ra, dec]] = aladin.view.wasm.worldToScreenVec.mock.calls as unknown as [[number[], number[]]]
    expect(ra[0]).toBeCloseTo(192.859, 2)
    expect(dec[0]).toBeCloseTo(27.128, 2)
  })

  it('has no place for positions behind the sky, which aladin-lite puts into the corner', async () => {
    const screen = await open()
    aladin.view.wasm.worldToScreenVec.mockReturnValueOnce([3, 4, 0, 0])
    expect(Array.from(screen.project([0, 180], [0, 0]))).toEqual([3, 4, NaN, NaN])
  })

  it('shows close views in a shape-preserving projection, however they were zoomed, and wide ones in Mollweide', async () => {
    const screen = await open()
    screen.setFov(20)
    expect(aladin.setProjection).toHaveBeenLastCalledWith('STG')
    screen.setFov(120)
    expect(aladin.setProjection).toHaveBeenLastCalledWith('MOL')
    aladin.getFov.mockReturnValueOnce([12, 6])
    zoomed()
    expect(aladin.setProjection).toHaveBeenLastCalledWith('STG')
  })

  it('keeps the field of view in another projection as far as that has it, and the whole sky whole', async () => {
    const screen = await open()
    Object.defineProperties(screen.element, {
      clientWidth: { value: 900, configurable: true },
      clientHeight: { value: 600, configurable: true },
    })
    aladin.getFov.mockReturnValue([360, 180])
    screen.setProjection('orthographic')
    expect(aladin.setProjection).toHaveBeenLastCalledWith('SIN')
    // The disc is as wide as high: a view of 3:2 must be 1.5 times as wide.
    expect(aladin.setZoomFactor).toHaveBeenLastCalledWith(1.5)
    aladin.getFov.mockReturnValue([170, 90])
    screen.setProjection('gnomonic')
    expect(aladin.setProjection).toHaveBeenLastCalledWith('TAN')
    expect([screen.widest(), aladin.setZoomFactor.mock.lastCall]).toEqual([150, [1]])
    aladin.getFov.mockReturnValue([40, 20])
    screen.setProjection('mollweide')
    expect(aladin.setProjection).toHaveBeenLastCalledWith('MOL')
    expect(aladin.setFoV).toHaveBeenLastCalledWith(40)
    screen.setProjection('automatic')
    expect(aladin.setProjection).toHaveBeenLastCalledWith('STG')
    aladin.getFov.mockReturnValue([90, 45])
  })

  it('gives what is seen as a picture, and its projection as FITS spells it', async () => {
    const screen = await open()
    expect(await screen.raster()).toBe('data:image/png;base64,AAAA')
    // Without the logo of aladin-lite.
    expect(aladin.view.getCanvasDataURL).toHaveBeenCalledWith('image/png', undefined, undefined, false)
    expect(screen.projection()).toBe('MOL')
  })

  it('does not show the menu of aladin-lite', async () => {
    await open()
    expect(aladin.contextMenu).toBeNull()
  })

  it('zooms out beyond 360 degrees if the panel is flatter than the ellipse', async () => {
    const screen = await open()
    Object.defineProperties(screen.element, { clientWidth: { value: 900 }, clientHeight: { value: 300 } })
    screen.wholeSky()
    expect(aladin.gotoPosition).toHaveBeenCalledWith(0, 0, 'gal')
    expect(aladin.setZoomFactor).toHaveBeenCalledWith(1.5)
    screen.setFov(40)
    expect(aladin.setFoV).toHaveBeenCalledWith(40)
  })
})
