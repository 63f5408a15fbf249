// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Look, SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'
import type { Survey } from '../../../src-renderer/sky/survey.ts'

const shown = vi.fn()
const aladinScreen = vi.fn(async () => ({ moves: true, show: shown }) as unknown as SkyScreen)
const freeAladin = vi.fn()
vi.mock('../../../src-renderer/sky/aladin-screen.ts', () => ({ aladinScreen, freeAladin }))
const loadAladin = vi.fn(async () => {
  throw new Error('offline')
})
vi.mock('../../../src-renderer/sky/load-aladin.ts', () => ({ loadAladin }))
const { closeSecondScreen, hasWebGl, openScreen, prepareScreen } =
  await import('../../../src-renderer/sky/open-screen.ts')

const survey: Survey = {
  address: 'http://here/hips',
  title: 'demo',
  cuts: [1, 2],
  range: [0, 3],
  zero: 0,
  frame: 'G',
  data: null,
}
const look = { colourMap: 'magma', colours: [], stretch: 'log', cuts: [1, 2] } as unknown as Look
const drawing = (context: object | null) =>
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as null)
afterEach(() => {
  vi.restoreAllMocks()
  aladinScreen.mockClear()
  shown.mockClear()
})

describe('the screen of the sky', () => {
  it('is a still picture of the map without WebGL, and aladin-lite is not started', async () => {
    drawing(null)
    expect(hasWebGl()).toBe(false)
    const screen = await openScreen('demo', survey, look)
    expect(screen.moves).toBe(false)
    const picture = screen.element.matches('img') ? screen.element : screen.element.querySelector('img')!
    expect(picture.getAttribute('src')).toBe('/data/maps/demo/thumbnail.png')
    expect(aladinScreen).not.toHaveBeenCalled()
  })

  it('is aladin-lite with the map’s own tiles if WebGL 2 is available', async () => {
    const asked = drawing({})
    const screen = await openScreen('demo', survey, look)
    expect(asked).toHaveBeenCalledWith('webgl2')
    expect(screen.moves).toBe(true)
    expect(shown).toHaveBeenCalledWith('http://here/hips', 'demo', look)
  })

  it('is loaded ahead where there is WebGL, and a failure waits until a view is opened', async () => {
    drawing(null)
    prepareScreen()
    expect(loadAladin).not.toHaveBeenCalled()
    drawing({})
    prepareScreen()
    expect(loadAladin).toHaveBeenCalledOnce()
    // A rejection that nobody handles would fail this test.
    await Promise.allSettled(loadAladin.mock.results.map(({ value }) => value as Promise<never>))
  })

  it('gives back the WebGL context with which it was found out', () => {
    const loseContext = vi.fn()
    drawing({ getExtension: () => ({ loseContext }) })
    expect(hasWebGl()).toBe(true)
    expect(loseContext).toHaveBeenCalledOnce()
  })

  it('is another one for a second sky, which is freed alone', async () => {
    drawing({})
    await openScreen('demo', survey, look, 'second')
    expect(aladinScreen).toHaveBeenCalledWith('http://here/hips', 'demo', look, 'second')
    closeSecondScreen()
    expect(freeAladin).toHaveBeenCalledExactlyOnceWith('second')
  })
})
