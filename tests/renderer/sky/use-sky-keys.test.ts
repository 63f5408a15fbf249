import { describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import type { SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'
import { useSkyKeys } from '../../../src-renderer/sky/use-sky-keys.ts'

function keys(lat = 0) {
  const screen = { goTo: vi.fn(), setFov: vi.fn(), wholeSky: vi.fn(), fov: () => 100, centre: () => ({ lon: 1, lat }) }
  const acts = {
    ...{ choose: vi.fn(), toggleGrid: vi.fn(), nextProjection: vi.fn(), toData: vi.fn(), find: vi.fn() },
    toOverlays: vi.fn(),
  }
  const { onKey } = useSkyKeys(shallowRef(screen as unknown as SkyScreen), acts)
  const element = document.createElement('div')
  element.addEventListener('keydown', onKey)
  const press = (key: string, more = {}) => {
    const event = new KeyboardEvent('keydown', { key, cancelable: true, ...more })
    element.dispatchEvent(event)
    return event.defaultPrevented
  }
  return { screen, acts, press }
}

describe('the keys of the sky', () => {
  it('pan by 8 per cent of the view: left is towards larger longitude', () => {
    const { screen, press } = keys()
    press('ArrowLeft')
    expect(screen.goTo).toHaveBeenLastCalledWith({ lon: 9, lat: 0 })
    press('ArrowRight')
    expect(screen.goTo).toHaveBeenLastCalledWith({ lon: 353, lat: 0 })
    press('ArrowUp')
    expect(screen.goTo).toHaveBeenLastCalledWith({ lon: 1, lat: 8 })
  })

  it('stop at the pole', () => {
    const { screen, press } = keys(88)
    press('ArrowUp')
    expect(screen.goTo).toHaveBeenLastCalledWith({ lon: 1, lat: 90 })
  })

  it('zoom, show the whole sky, pick the centre, toggle the grid, and zoom to the data', () => {
    const { screen, acts, press } = keys()
    press('+')
    expect(screen.setFov).toHaveBeenLastCalledWith(50)
    press('-')
    expect(screen.setFov).toHaveBeenLastCalledWith(200)
    press('0')
    expect(screen.wholeSky).toHaveBeenCalled()
    press('Enter')
    expect(acts.choose).toHaveBeenCalled()
    press('g')
    expect(acts.toggleGrid).toHaveBeenCalled()
    press('p')
    expect(acts.nextProjection).toHaveBeenCalled()
    press('d')
    expect(acts.toData).toHaveBeenCalled()
  })

  it('leave the window’s own shortcuts and other letters alone', () => {
    const { screen, press } = keys()
    expect(press('0', { ctrlKey: true })).toBe(false)
    expect(press('q')).toBe(false)
    expect(screen.wholeSky).not.toHaveBeenCalled()
  })
})
