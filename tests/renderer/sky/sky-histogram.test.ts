import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import SkyHistogram from '../../../src-renderer/sky/SkyHistogram.vue'
import { cutScale } from '../../../src-shared/statistics/cut-scale.ts'

let run: FrameRequestCallback | null = null
function frame() {
  run?.(0)
  run = null
}
beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (next: FrameRequestCallback) => ((run = next), 1))
  vi.stubGlobal('cancelAnimationFrame', () => (run = null))
})
afterEach(() => vi.unstubAllGlobals())

const scale = cutScale([-100, 100], [-50, 50])
const edges = Array.from({ length: 9 }, (_, i) => -100 + 25 * i)
const counts = [1, 10, 100, 1000, 1000, 100, 10, 0]
function histogram(more = {}) {
  const page = mount(SkyHistogram, {
    props: {
      ...{ distribution: { edges, counts, missing: 0 }, scale, cuts: [-50, 50], unit: 'uK_CMB', digits: 3 },
      ...more,
    } as never,
    attachTo: document.body,
  })
  const [low, high] = page.findAll('.handle')
  const plot = page.find('.plot').element
  plot.getBoundingClientRect = () => new DOMRect(100, 0, 200, 56)
  return { page, low, high, cuts: () => (page.emitted('cut') ?? []) as [0 | 1, number][] }
}

describe('the histogram of a column', () => {
  it('has a handle at each cut, with its value in words', () => {
    const { low, high, page } = histogram()
    expect(low.attributes()).toMatchObject({ role: 'slider', tabindex: '0', 'aria-valuenow': '-50' })
    expect(high.attributes('aria-valuetext')).toBe('50.0 uK_CMB')
    expect(page.findAll('.decade').map((one) => one.text())).toContain('103')
  })

  it('says that it is counting until the distribution is known', () => {
    const { page } = histogram({ distribution: null })
    expect(page.find('[role=status]').text()).toBe('Counting the pixels')
    expect(page.find('svg').exists()).toBe(false)
  })

  it('moves a cut that is dragged, once a frame, and stops at its ends', async () => {
    const { high, cuts } = histogram()
    await high.trigger('pointermove', { clientX: 250, buttons: 0 })
    frame()
    expect(cuts()).toEqual([])
    await high.trigger('pointermove', { clientX: 220, buttons: 1 })
    await high.trigger('pointermove', { clientX: 250, buttons: 1 })
    frame()
    expect(cuts()).toEqual([[1, expect.closeTo(scale.value(0.75), 9)]])
    await high.trigger('pointermove', { clientX: 900, buttons: 1 })
    frame()
    expect(cuts().at(-1)).toEqual([1, expect.closeTo(100, 9)])
  })

  it('moves a cut with the keys, by fine and coarse steps, and leaves others to the page', async () => {
    const { low, cuts } = histogram()
    const place = scale.fraction(-50)
    for (const [key, step] of [
      ['ArrowRight', 0.005],
      ['ArrowDown', -0.005],
      ['PageUp', 0.05],
    ] as const) {
      await low.trigger('keydown', { key })
      frame()
      expect(cuts().at(-1)).toEqual([0, expect.closeTo(scale.value(place + step), 9)])
    }
    await low.trigger('keydown', { key: 'Home' })
    frame()
    expect(cuts().at(-1)).toEqual([0, expect.closeTo(-100, 9)])
    const before = cuts().length
    await low.trigger('keydown', { key: 'ArrowRight', ctrlKey: true })
    await low.trigger('keydown', { key: 'a' })
    frame()
    expect(cuts()).toHaveLength(before)
  })
})
