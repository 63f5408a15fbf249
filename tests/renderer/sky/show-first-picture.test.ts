import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { showFirstPicture } from '../../../src-renderer/sky/show-first-picture.ts'
import type { Look } from '../../../src-renderer/sky/sky-screen.ts'
import type { Survey } from '../../../src-renderer/sky/survey.ts'

const survey = { address: 'http://host/hips', frame: 'G', data: null } as unknown as Survey
const look: Look = { colourMap: 'x', colours: ['#000000', '#ffffff'], stretch: 'linear', cuts: [0, 1] }
let arrive: (names: string[]) => void = () => {}

function stage() {
  const root = document.createElement('div')
  Object.defineProperties(root, { clientWidth: { value: 80 }, clientHeight: { value: 40 } })
  document.body.append(root)
  const leaving = new AbortController()
  const show = (coarse: Promise<ArrayLike<number>> = Promise.resolve(new Float32Array(12 * 128 ** 2)), fov = 360) =>
    showFirstPicture(
      root,
      coarse,
      survey,
      { place: { lon: 0, lat: 0, fov }, projection: 'mollweide' },
      look,
      leaving.signal,
    )
  return { root, show, leaving, picture: () => root.querySelector<HTMLElement>('[data-picture=first]') }
}
const put = vi.fn()
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({ putImageData: put } as never)
  vi.stubGlobal('ImageData', class {})
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      constructor(told: (list: { getEntries: () => { name: string }[] }) => void) {
        arrive = (names) => told({ getEntries: () => names.map((name) => ({ name })) })
      }
      observe() {}
      disconnect() {}
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

describe('the first picture over a starting sky', () => {
  it('stays until all tiles of order 0 have come and are blended in', async () => {
    const { show, picture } = stage()
    await show()
    expect(picture()).not.toBeNull()
    vi.useFakeTimers()
    const tile = (number: number) => `http://host/hips/Norder0/Dir0/Npix${number}.fits`
    arrive(Array.from({ length: 11 }, (_, number) => tile(number)))
    vi.advanceTimersByTime(1000)
    expect(picture()).not.toBeNull()
    arrive([tile(11)])
    expect(picture()).not.toBeNull()
    vi.advanceTimersByTime(1000)
    expect(picture()).toBeNull()
  })

  it('goes when the user moves the sky, and when the page is left', async () => {
    const { root, show, picture, leaving } = stage()
    await show()
    root.dispatchEvent(new Event('wheel'))
    expect(picture()).toBeNull()
    await show()
    expect(picture()).not.toBeNull()
    leaving.abort()
    expect(picture()).toBeNull()
  })

  it('is not shown of a close view, whose pixels would be seen, nor without values', async () => {
    const { show, picture } = stage()
    await show(undefined, 40)
    expect(picture()).toBeNull()
    await show(Promise.reject(new Error('no such column')))
    expect(picture()).toBeNull()
  })
})
