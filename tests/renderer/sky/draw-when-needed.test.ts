import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { drawWhenNeeded } from '../../../src-renderer/sky/draw-when-needed.ts'

/** A view that counts its frames and asks for the next one, as aladin-lite's does. */
function opened({ attached = true } = {}) {
  const parent = document.createElement('div')
  const element = document.createElement('div')
  parent.append(element)
  if (attached) document.body.append(parent)
  const view = {
    frames: 0,
    redrawClbk: () => {
      view.frames++
      requestAnimationFrame(view.redrawClbk as never)
    },
  }
  const { wake, end } = drawWhenNeeded(view as never, element, () => 'http://host/data/maps/a/hips/0/', resolution)
  requestAnimationFrame(view.redrawClbk as never)
  /** Frames drawn within some seconds. */
  const within = (seconds: number) => {
    const before = view.frames
    vi.advanceTimersByTime(1000 * seconds)
    return view.frames - before
  }
  return { parent, element, view, wake, end, within }
}

const resolution = { lower: vi.fn(), restore: vi.fn() }
const told: ((entries: { name: string }[]) => void)[] = []
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'performance', 'setTimeout', 'Date'] })
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      constructor(tell: (list: { getEntries: () => { name: string }[] }) => void) {
        told.push((entries) => tell({ getEntries: () => entries }))
      }
      observe() {}
      disconnect() {}
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.body.replaceChildren()
  told.length = 0
})

describe('drawing only what may have changed', () => {
  it('draws for two seconds, then rests until it is woken', () => {
    const { within, wake } = opened()
    expect(within(2)).toBeGreaterThan(100)
    within(0.1)
    expect(within(60)).toBe(0)
    wake()
    expect(within(1)).toBeGreaterThan(50)
  })

  it('draws once per frame, however often it is woken', () => {
    const { within, wake } = opened()
    const usual = within(1)
    wake()
    wake()
    expect(within(1)).toBeLessThanOrEqual(usual + 1)
    within(5)
    wake()
    wake()
    expect(within(1)).toBeLessThanOrEqual(usual + 1)
  })

  it('draws while the sky is held, even if the cursor leaves it, and two seconds longer', () => {
    const { within, element } = opened()
    within(5)
    element.dispatchEvent(new Event('pointerdown'))
    within(9)
    expect(within(1)).toBeGreaterThan(50)
    window.dispatchEvent(new Event('pointerup'))
    expect(within(1)).toBeGreaterThan(50)
    within(2)
    expect(within(1)).toBe(0)
  })

  it('rests when the mouse is released elsewhere, and wakes with the wheel and with touches', () => {
    const { within, element } = opened()
    within(5)
    window.dispatchEvent(new Event('pointerup'))
    expect(within(1)).toBe(0)
    for (const name of ['wheel', 'touchmove']) {
      element.dispatchEvent(new Event(name))
      expect(within(1), name).toBeGreaterThan(50)
      within(5)
    }
  })

  it('wakes when one of its own tiles arrives', () => {
    const { within } = opened()
    within(5)
    told[0]([{ name: 'http://host/data/maps/b/hips/0/Norder0/Dir0/Npix3.fits' }])
    expect(within(1)).toBe(0)
    told[0]([{ name: 'http://host/data/maps/a/hips/0/Norder0/Dir0/Npix3.fits' }])
    expect(within(1)).toBeGreaterThan(50)
  })

  it('draws a hidden sky twice a second, so that its tiles still come', () => {
    const { within, parent, wake } = opened()
    let visible = false
    parent.checkVisibility = () => visible
    within(5)
    wake()
    expect(within(1)).toBeLessThanOrEqual(3)
    visible = true
    expect(within(0.5)).toBeGreaterThan(20)
  })

  it('goes on with fewer pixels when frames of a drag are slow, and has all of them after it', () => {
    vi.clearAllMocks()
    const { within, element, view } = opened()
    element.dispatchEvent(new Event('pointerdown'))
    within(1)
    expect(resolution.lower).not.toHaveBeenCalled()
    for (let now = 2000, frame = 0; frame < 6; frame++, now += 80) (view.redrawClbk as (now: number) => void)(now)
    expect(resolution.lower).toHaveBeenCalledTimes(1)
    expect(resolution.restore).not.toHaveBeenCalled()
    window.dispatchEvent(new Event('pointerup'))
    within(1)
    expect(resolution.restore).toHaveBeenCalledTimes(1)
  })

  it('rests outside the page, and ends for good', () => {
    const { within, wake, end, parent } = opened({ attached: false })
    expect(within(1)).toBe(0)
    document.body.append(parent)
    wake()
    expect(within(1)).toBeGreaterThan(50)
    end()
    wake()
    expect(within(1)).toBe(0)
  })
})
