import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import KeyList from '../../../src-renderer/frame/KeyList.vue'
import Rail from '../../../src-renderer/frame/Rail.vue'
import { pages, settingsPage } from '../../../src-renderer/frame/pages.ts'
import { frameShortcuts, paletteOpen, sheetOpen, useShortcuts } from '../../../src-renderer/frame/shortcuts.ts'
import { routes } from '../../../src-renderer/views/routes.ts'
import { useAppearance } from '../../../src-renderer/stores/appearance.ts'
import { openWindow } from '../window.ts'

let cirrus: Awaited<ReturnType<typeof openWindow>>
beforeEach(async () => {
  cirrus = await openWindow()
  // happy-dom has no layout: everything counts as visible unless marked otherwise.
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    get(this: HTMLElement) {
      return this.hidden ? null : document.body
    },
    configurable: true,
  })
})
afterEach(() => {
  cirrus.close()
  paletteOpen.value = sheetOpen.value = false
  Reflect.deleteProperty(HTMLElement.prototype, 'offsetParent')
  document.body.innerHTML = ''
})
const listening = (content: () => unknown = () => null) =>
  cirrus.show(
    defineComponent(() => {
      useShortcuts()
      return () => h('div', [content() as never])
    }),
    {},
    '/maps',
  )
const press = (key: string, options: KeyboardEventInit = {}, on: EventTarget = document.body) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options })
  on.dispatchEvent(event)
  return event
}
const path = () => cirrus.router.currentRoute.value.path

describe('keys while typing', () => {
  it.each(['input', 'textarea', 'select'])('are text in a field (%s)', async (tag) => {
    const page = await listening(() => h(tag))
    const field = page.find(tag).element
    for (const key of ['?', 'T', 'g', 'r']) expect(press(key, {}, field).defaultPrevented).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect([sheetOpen.value, useAppearance().theme, path()]).toEqual([false, 'dark', '/maps'])
  })
  it('still open the palette with Ctrl K instead of the browser’s search', async () => {
    const page = await listening(() => h('input'))
    const event = press('K', { ctrlKey: true }, page.find('input').element)
    expect([paletteOpen.value, event.defaultPrevented]).toEqual([true, true])
  })
  it('are shortcuts on a checkbox', async () => {
    const page = await listening(() => h('input', { type: 'checkbox' }))
    press('?', {}, page.find('input').element)
    expect(sheetOpen.value).toBe(true)
  })
})

describe('keys of the frame', () => {
  it('open every page with g and its letter', async () => {
    await listening()
    const push = vi.spyOn(cirrus.router, 'push').mockResolvedValue(undefined)
    for (const { keys, path: wanted } of [...pages, settingsPage]) {
      press('g')
      expect(press(keys.split(' ')[1]).defaultPrevented).toBe(true)
      expect(push).toHaveBeenLastCalledWith(wanted)
    }
  })
  it('forget a g after a second, and after a letter without a page', async () => {
    await listening()
    vi.useFakeTimers({ toFake: ['Date'] })
    press('g')
    vi.setSystemTime(Date.now() + 1500)
    press('r')
    press('g')
    press('x')
    press('r')
    vi.useRealTimers()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(path()).toBe('/maps')
  })
  it('are left to the browser and the system with Ctrl, Alt or Cmd', async () => {
    await listening()
    press('T', { ctrlKey: true })
    press('T', { altKey: true })
    press('?', { metaKey: true })
    expect([useAppearance().theme, sheetOpen.value]).toEqual(['dark', false])
    press('T', { shiftKey: true })
    expect(useAppearance().theme).toBe('light')
  })
  it('do nothing while a dialog is open', async () => {
    await listening(() => h('dialog', { open: true }))
    press('?')
    press('T')
    expect([sheetOpen.value, useAppearance().theme]).toEqual([false, 'dark'])
  })
})

describe('keys of a page', () => {
  it('activate the control marked with them', async () => {
    const clicked = vi.fn()
    const page = await listening(() => h('button', { 'data-shortcut': 'n', onClick: clicked }, 'New'))
    expect(press('n').defaultPrevented).toBe(true)
    expect(clicked).toHaveBeenCalledOnce()
    expect(press('q').defaultPrevented).toBe(false)
    page.unmount()
    press('n')
    expect(clicked).toHaveBeenCalledOnce()
  })
  it('skip invisible controls', async () => {
    const [hidden, seen] = [vi.fn(), vi.fn()]
    await listening(() => [
      h('button', { 'data-shortcut': 'n', hidden: true, onClick: hidden }),
      h('button', { 'data-shortcut': 'n', onClick: seen }),
    ])
    press('n')
    expect([hidden.mock.calls.length, seen.mock.calls.length]).toEqual([0, 1])
  })
  it('focus a search field, or the first row of a table', async () => {
    const field = await listening(() => h('input', { 'data-shortcut': '/' }))
    expect(press('/').defaultPrevented).toBe(true)
    expect(document.activeElement).toBe(field.find('input').element)
    field.unmount()
    const row = h('tr', { tabindex: 0, id: 'first' })
    await listening(() => h('table', { 'data-shortcut': '/' }, [h('tbody', [row])]))
    press('/')
    expect(document.activeElement?.id).toBe('first')
  })
})

describe('the list of shortcuts', () => {
  it('has one line for each, without duplicates', () => {
    const keys = frameShortcuts.map((shortcut) => shortcut.keys)
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('shows a sequence as two keys', async () => {
    const list = await cirrus.show(KeyList)
    const goRuns = list.findAll('dt')[frameShortcuts.findIndex(({ keys }) => keys === 'g r')]
    expect(goRuns.findAll('kbd').map((key) => key.text())).toEqual(['g', 'r'])
  })
  it('names only existing pages', () => {
    const known = routes.map((route) => route.path)
    for (const page of [...pages, settingsPage]) expect(known).toContain(page.path)
  })
})

describe('the rail', () => {
  it('marks the open page, including the settings', async () => {
    const rail = await cirrus.show(Rail, {}, '/settings')
    expect(rail.findAll('[aria-current="page"]').map((item) => item.text())).toEqual(['Settings'])
  })
  it('does not confuse pages whose paths start the same', async () => {
    const rail = await cirrus.show(Rail, {}, '/mapsheet')
    expect(rail.findAll('[aria-current="page"]')).toHaveLength(0)
  })
})
