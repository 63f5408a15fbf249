import { mount } from '@vue/test-utils'
import { getInstanceByDom } from 'echarts/core'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, shallowRef, useTemplateRef } from 'vue'
import Crosshair from '../../../src-renderer/charts/Crosshair.vue'
import type { ChartContent } from '../../../src-renderer/charts/chart-option.ts'
import { chartTheme } from '../../../src-renderer/charts/theme.ts'
import { useChart } from '../../../src-renderer/charts/use-chart.ts'
import { useAppearance } from '../../../src-renderer/stores/appearance.ts'

const content: ChartContent = {
  series: [{ name: 'validation', x: [1, 2, 3], y: [300, 200, 150], colour: 1, bold: true }],
  x: { name: 'epoch', whole: true },
  y: { name: 'negative ELBO', unit: 'nat' },
}
beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  const root = document.documentElement.style
  root.setProperty('--surface', '#101418')
  root.setProperty('--series-2', '#56b4e9')
})
afterEach(() => {
  vi.restoreAllMocks()
  document.documentElement.removeAttribute('style')
})

/** A chart of 800 x 400 CSS pixels with its drawing. */
function draw() {
  const shown = shallowRef(content)
  let chart!: ReturnType<typeof useChart>
  const Drawing = defineComponent({
    setup() {
      chart = useChart(useTemplateRef<HTMLElement>('plot'), () => shown.value)
      return () => h('div', { ref: 'plot' })
    },
  })
  for (const [name, size] of [
    ['clientWidth', 800],
    ['clientHeight', 400],
  ] as const)
    vi.spyOn(HTMLElement.prototype, name, 'get').mockReturnValue(size)
  const wrapper = mount(Drawing, { attachTo: document.body })
  return { chart, shown, wrapper }
}

describe('a drawing', () => {
  it('converts pixels to values and back', () => {
    const { chart, wrapper } = draw()
    // The grid leaves 72 px on the left and 14 on the right: epochs 1 and 3 lie at its edges.
    expect(chart.pixelOf(1, 200)).toBeCloseTo(72, 6)
    expect(chart.pixelOf(3, 200)).toBeCloseTo(786, 6)
    const [epoch] = chart.valueAt((72 + 786) / 2, 200)!
    expect(epoch).toBeCloseTo(2, 6)
    wrapper.unmount()
  })
  it('follows a change of axis at once, so that the crosshair reads what is visible', async () => {
    const { chart, shown, wrapper } = draw()
    shown.value = { ...content, series: [{ ...content.series[0], x: [1, 16, 31] }], x: { name: 'latents' } }
    await nextTick()
    expect(chart.valueAt((72 + 786) / 2, 200)![0]).toBeCloseTo(16, 6)
    wrapper.unmount()
  })
  it('follows a new view at once', async () => {
    const { chart, shown, wrapper } = draw()
    shown.value = { ...content, view: { x: [2, 3], y: [100, 300] } }
    await nextTick()
    expect(chart.pixelOf(2, 200)).toBeCloseTo(72, 6)
    expect(chart.valueAt(72, 10)![1]).toBeCloseTo(300, 6)
    wrapper.unmount()
  })
  it('shows new numbers in the next frame', async () => {
    const { chart, shown, wrapper } = draw()
    shown.value = { ...content, series: [{ ...content.series[0], x: [1, 2, 5] }] }
    await vi.waitFor(() => expect(chart.pixelOf(5, 200)).toBeCloseTo(786, 6))
    wrapper.unmount()
  })
  it('is redrawn only for a new size, not for its current size or the zero size of a hidden view', async () => {
    let told = () => {}
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(resized: () => void) {
          told = resized
        }
        observe() {}
        disconnect() {}
      },
    )
    const { wrapper } = draw()
    const resize = vi.spyOn(getInstanceByDom(wrapper.element as HTMLElement)!, 'resize')
    const width = vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get')
    for (const [size, times] of [
      [800, 0],
      [0, 0],
      [800, 0],
      [600, 1],
    ]) {
      width.mockReturnValue(size)
      told()
      await new Promise((resolve) => setTimeout(resolve, 60))
      expect(resize).toHaveBeenCalledTimes(times)
    }
    wrapper.unmount()
    vi.unstubAllGlobals()
  })
  it('is disposed with its page, and later data is not drawn on it', async () => {
    // ECharts warns if a disposed drawing is used.
    const complaints = (['warn', 'error'] as const).map((kind) => vi.spyOn(console, kind).mockReturnValue(undefined))
    const { shown, wrapper } = draw()
    shown.value = { ...content, series: [{ ...content.series[0], x: [1, 2, 5] }] }
    await nextTick()
    const plot = wrapper.element as HTMLElement
    expect(getInstanceByDom(plot)).toBeDefined()
    wrapper.unmount()
    expect(getInstanceByDom(plot)).toBeUndefined()
    shown.value = { ...content, logY: true }
    await new Promise((resolve) => setTimeout(resolve, 60))
    for (const complaint of complaints) expect(complaint).not.toHaveBeenCalled()
    expect(document.querySelector('canvas')).toBeNull()
  })
})

describe('a drawing as SVG', () => {
  it('contains the curve in its colour and the axis names with units', () => {
    const { chart, wrapper } = draw()
    const svg = new DOMParser().parseFromString(chart.toSvg(), 'image/svg+xml')
    expect(svg.documentElement.tagName).toBe('svg')
    expect(svg.documentElement.getAttribute('width')).toBe('800')
    const text = svg.documentElement.textContent
    for (const word of ['epoch', 'negative ELBO', 'nat']) expect(text).toContain(word)
    expect(chart.toSvg()).toContain('#56b4e9')
    wrapper.unmount()
  })
  it('has the theme’s background, since labels would be invisible on another', () => {
    const { chart, wrapper } = draw()
    expect(chart.toSvg()).toContain('#101418')
    document.documentElement.style.setProperty('--surface', '#fafafa')
    useAppearance().choice = 'light'
    expect(chart.toSvg()).toContain('#fafafa')
    wrapper.unmount()
  })
  it('shows the zoomed part', () => {
    const { chart, shown, wrapper } = draw()
    const labels = () => [...chart.toSvg().matchAll(/>([\d.]+)<\/text>/g)].map((found) => Number(found[1]))
    expect(labels()).toContain(1)
    shown.value = { ...content, view: { x: [2, 3], y: [150, 200] } }
    expect(labels()).not.toContain(1)
    expect(labels()).toContain(3)
    wrapper.unmount()
  })
})

describe('the theme of charts', () => {
  it('is built from the current tokens', () => {
    expect(chartTheme().series[1]).toBe('#56b4e9')
    expect(chartTheme().series).toHaveLength(8)
  })
})

describe('the read-outs at the crosshair', () => {
  const readings = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `run ${i}`, colour: i, bold: false, y: 100 - i }))
  const open = (x: number, count = 2) =>
    mount(Crosshair, {
      props: {
        at: { x, y: 50, width: 800, height: 400 },
        reading: { x: 37, readings: readings(count) },
        x: { name: 'time', unit: 's' },
        y: { name: 'power', unit: 'K^2' },
      },
    })
  it('name both axes with their units, and every curve with its value', () => {
    const words = open(100)
    expect(words.text().replace(/\s+/g, ' ')).toContain('time 37 s · power K²')
    expect(words.findAll('tr').map((row) => row.findAll('td').map((cell) => cell.text()))).toEqual([
      ['run 0', '100.00'],
      ['run 1', '99.000'],
    ])
  })
  it('are on the side of the line with more room', () => {
    expect(open(100).find<HTMLElement>('.box').element.style.left).toBe('112px')
    expect(open(700).find<HTMLElement>('.box').element.style.right).toBe('112px')
  })
  it('of a hundred curves list the first few and count the rest', () => {
    const words = open(100, 100)
    expect(words.findAll('tr')).toHaveLength(14)
    expect(words.text()).toContain('and 86 more')
    expect(open(100, 14).text()).not.toContain('more')
  })
})
