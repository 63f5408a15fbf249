import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, watchEffect } from 'vue'
import { useAppearance } from '../../../src-renderer/stores/appearance.ts'
import { remembered } from '../../../src-renderer/stores/remembered.ts'

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})
afterEach(() => vi.unstubAllGlobals())

describe('a remembered value', () => {
  it('preserves strings, numbers, null and arrays', () => {
    for (const value of ['12', 12, null, false, [1, 'a'], { a: 1 }]) {
      remembered<unknown>('kind', 'default').value = value
      expect(remembered<unknown>('kind', 'default').value).toEqual(value)
    }
  })
  it('is not written until it changes', () => {
    expect(remembered('untouched', 3).value).toBe(3)
    expect(localStorage.getItem('cirrus.untouched')).toBeNull()
  })
  it('is reactive', async () => {
    const share = remembered('share', 0.5)
    const seen: number[] = []
    watchEffect(() => void seen.push(share.value))
    share.value = 0.7
    await nextTick()
    expect(seen).toEqual([0.5, 0.7])
  })
  it('is the default if the stored text is invalid, and can be stored again', () => {
    for (const broken of ['', '{', 'undefined', '0.5.5']) {
      localStorage.setItem('cirrus.broken', broken)
      expect(remembered('broken', 'default').value).toBe('default')
    }
    remembered('broken', 'default').value = 'mended'
    expect(remembered('broken', 'default').value).toBe('mended')
  })
  it('still changes if the storage is blocked or full', () => {
    const forbidden = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden })
    const share = remembered('share', 0.5)
    share.value = 0.6
    expect(share.value).toBe(0.6)
  })
})

describe('the appearance', () => {
  /** A system that prefers light or dark, and can change its mind. */
  const system = (light: boolean) => {
    const listeners: ((event: { matches: boolean }) => void)[] = []
    vi.stubGlobal('matchMedia', () => ({
      matches: light,
      addEventListener: (_: string, listener: (event: { matches: boolean }) => void) => listeners.push(listener),
    }))
    return { turn: (matches: boolean) => listeners.forEach((listener) => listener({ matches })) }
  }
  const root = () => document.documentElement.dataset.theme

  it('follows the system by default, also when it changes, until a theme is chosen', () => {
    const { turn } = system(true)
    const appearance = useAppearance()
    expect(appearance.choice).toBe('system')
    expect(root()).toBe('light')
    turn(false)
    expect(root()).toBe('dark')
    appearance.choice = 'light'
    turn(false)
    expect(root()).toBe('light')
  })
  it('switches to the opposite of the visible theme', () => {
    system(true)
    const appearance = useAppearance()
    appearance.choice = 'system'
    appearance.toggle()
    expect([appearance.choice, root()]).toEqual(['dark', 'dark'])
    appearance.toggle()
    expect([appearance.choice, root()]).toEqual(['light', 'light'])
  })
  it('is restored in the next window', () => {
    system(false)
    useAppearance().choice = 'light'
    useAppearance().colourMap = 'viridis'
    setActivePinia(createPinia())
    expect([useAppearance().theme, useAppearance().colourMap]).toEqual(['light', 'viridis'])
  })
})
