import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, effectScope, h, nextTick, reactive, ref } from 'vue'
import { describePage } from '../../../src-renderer/composables/describe-page.ts'
import { perFrame } from '../../../src-renderer/composables/per-frame.ts'
import { settled } from '../../../src-renderer/composables/settled.ts'
import { useNow } from '../../../src-renderer/composables/use-now.ts'
import { plain } from '../../../src-renderer/connection/plain.ts'
import { usePage } from '../../../src-renderer/stores/page.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a burst of events', () => {
  it('is passed on once per frame, in order', () => {
    let frame = () => {}
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => ((frame = run), 1))
    const handed: number[][] = []
    const tell = perFrame<number>((told) => handed.push(told))
    for (let i = 0; i < 1000; i++) tell(i)
    expect(handed).toEqual([])
    frame()
    expect(handed).toEqual([Array.from({ length: 1000 }, (_, i) => i)])
    tell(1000)
    frame()
    expect(handed[1]).toEqual([1000])
  })
  it('is passed on every second if the page is hidden and gets no frames', () => {
    vi.useFakeTimers()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    const handed: number[][] = []
    const tell = perFrame<number>((told) => handed.push(told))
    tell(1)
    tell(2)
    vi.advanceTimersByTime(1000)
    expect(handed).toEqual([[1, 2]])
    vi.restoreAllMocks()
  })
})

describe('a page', () => {
  it('describes itself in the breadcrumb, the title and the status bar, and clears its cursor when left', async () => {
    const name = ref('old')
    const Page = defineComponent({
      setup() {
        describePage(() => ({ crumbs: [{ label: 'Runs', to: '/runs' }, { label: name.value }], subject: '64 px' }))
        return () => h('div')
      },
    })
    const page = usePage()
    const shown = mount(Page)
    expect(document.title).toBe('old · Runs · Cirrus')
    name.value = 'new'
    await nextTick()
    expect(page.crumbs.at(-1)?.label).toBe('new')
    expect(page.subject).toBe('64 px')
    page.cursor = { value: 1 }
    shown.unmount()
    expect(page.cursor).toBeNull()
  })
})

describe('the clock', () => {
  it('ticks until its scope is disposed', () => {
    vi.useFakeTimers()
    const scope = effectScope()
    const now = scope.run(() => useNow(1000))!
    const begun = now.value
    vi.advanceTimersByTime(3000)
    expect(now.value - begun).toBe(3000)
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('parameters for a port', () => {
  it('are the same values without proxies, which structured cloning refuses', () => {
    const form = reactive({ list: [1, { a: null as null | number }], name: 'x', none: undefined as undefined | string })
    expect(() => structuredClone(form)).toThrow()
    expect(structuredClone(plain(form))).toEqual({ list: [1, { a: null }], name: 'x', none: undefined })
  })
})

describe('a settled value', () => {
  it('takes only the last value, and none once its scope is disposed', async () => {
    vi.useFakeTimers()
    const value = ref(0)
    const scope = effectScope()
    const follows = scope.run(() => settled(() => value.value, 100))!
    const step = async (to: number, wait: number) => {
      value.value = to
      await nextTick()
      vi.advanceTimersByTime(wait)
      return follows.value
    }
    expect([await step(1, 99), await step(2, 99), await step(3, 100)]).toEqual([0, 0, 3])
    value.value = 4
    await nextTick()
    scope.stop()
    vi.advanceTimersByTime(1000)
    expect(follows.value).toBe(3)
  })
})
