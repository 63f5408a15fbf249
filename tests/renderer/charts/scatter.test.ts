import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import ChartLegend from '../../../src-renderer/charts/ChartLegend.vue'
import ChartMenu from '../../../src-renderer/charts/ChartMenu.vue'
import Scatter from '../../../src-renderer/charts/Scatter.vue'
import type { Series } from '../../../src-renderer/charts/series.ts'

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  for (const side of ['clientWidth', 'clientHeight'] as const)
    vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(400)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

/** Dots at the corners of a square and one in its middle, in a plot of 486 x 240 px: see `at`. */
function scatter(props: Record<string, unknown> = {}) {
  const shown = mount(Scatter, {
    props: {
      ...{ name: 'Latents', x: { name: 'z1' }, y: { name: 'z2' } },
      ...{ xs: [0, 1, 0, 1, 0.5], ys: [0, 0, 1, 1, 0.5], values: [0, 1, 2, 3, NaN] },
      ...{ range: [0, 3], colourMap: 'magma', highlighted: [] },
      ...props,
    },
    attachTo: document.body,
  })
  const plot = shown.find('[role=img]')
  vi.spyOn(plot.element, 'getBoundingClientRect').mockReturnValue({
    left: 10,
    top: 20,
    width: 486,
    height: 240,
  } as DOMRect)
  return { shown, plot }
}
const rings = (highlighted: number[], props: Record<string, unknown> = {}) =>
  scatter({ highlighted, ...props })
    .shown.findAll<HTMLElement>('.over i')
    .map(({ element }) => element.style)

describe('dots in a plane', () => {
  it('are described by their number and axes', () => {
    expect(scatter().plot.attributes('aria-label')).toBe('Latents: 5 dots, z2 over z1')
  })

  it('that are highlighted have a ring at their place, with y upwards', () => {
    const [lower, upper, middle] = rings([0, 3, 4])
    const [left, top] = [parseFloat(lower.left), parseFloat(lower.top)]
    // 4 % of the extent are left free on either side: 0.04 of 1.08.
    expect(left).toBeCloseTo(400 / 108, 6)
    expect(top).toBeCloseTo(100 - 400 / 108, 6)
    expect(parseFloat(upper.left)).toBeCloseTo(100 - left, 6)
    expect(parseFloat(upper.top)).toBeCloseTo(100 - top, 6)
    expect([middle.left, middle.top].map(parseFloat)).toEqual([expect.closeTo(50, 6), expect.closeTo(50, 6)])
  })

  it('that no longer exist have no ring', () => expect(rings([-1, 5, 99])).toHaveLength(0))

  it('are told under the cursor once, and again when it leaves', async () => {
    const { shown, plot } = scatter()
    for (let x = 0; x <= 500; x += 16)
      for (let y = 0; y <= 260; y += 16) await plot.trigger('pointermove', { clientX: x, clientY: y })
    const told = shown.emitted<[number | null]>('hover')!.map(([place]) => place)
    // All five dots were passed, and nothing in between.
    expect(new Set(told)).toEqual(new Set([0, 1, 2, 3, 4, null]))
    told.slice(1).forEach((place, i) => expect(place).not.toBe(told[i]))
    await plot.trigger('pointerleave')
    expect(shown.emitted('hover')!.at(-1)).toEqual([null])
    const count = shown.emitted('hover')!.length
    await plot.trigger('pointerleave')
    expect(shown.emitted('hover')).toHaveLength(count)
  })

  it('are picked by a click near them only', async () => {
    const { shown, plot } = scatter({ xs: [1], ys: [7], values: [2] })
    await plot.trigger('click', { clientX: 12, clientY: 22 })
    expect(shown.emitted('pick')).toBeUndefined()
    for (let x = 180; x <= 340; x += 16)
      for (let y = 60; y <= 220; y += 16) await plot.trigger('click', { clientX: x, clientY: y })
    expect(shown.emitted('pick')![0]).toEqual([0])
    // A circle of 14 px holds two or three points of a grid of 16 px.
    expect(shown.emitted('pick')!.length).toBeLessThan(5)
  })
})

describe('the legend of a chart', () => {
  const curve = (name: string, own: Partial<Series> = {}): Series => ({ name, x: [], y: [], colour: 9, ...own })
  const legend = () =>
    mount(ChartLegend, {
      props: {
        series: [curve('training', { dashed: true }), curve('dots', { dotted: true })],
        hidden: new Set(['dots']),
      },
    })

  it('tells which curves are shown, and which was clicked', async () => {
    const shown = legend()
    const buttons = shown.findAll('button')
    expect(buttons.map((one) => one.attributes('aria-pressed'))).toEqual(['true', 'false'])
    await buttons[1].trigger('click')
    expect(shown.emitted('toggle')).toEqual([[expect.objectContaining({ name: 'dots' })]])
  })

  it('draws each as the chart does, its colour from the eight of the palette', () => {
    const shown = legend()
    expect(shown.find('line').attributes()).toMatchObject({ stroke: 'var(--series-2)', 'stroke-dasharray': '5 3' })
    expect(shown.find('circle').attributes('fill')).toBe('var(--series-2)')
  })
})

describe('the menu of a chart', () => {
  it('saves its picture or its numbers under the chart’s name, and closes', async () => {
    const saved: string[] = []
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL() {} }))
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download)
    })
    const menu = mount(ChartMenu, {
      props: {
        ...{ name: 'Power, EE & BB (ℓ)', series: [], x: { name: 'l' }, y: { name: 'C' } },
        ...{ toPng: () => 'data:image/png;base64,AAAA', toSvg: () => '<svg/>' },
      },
    })
    const trigger = menu.find('button')
    expect(trigger.attributes()).toMatchObject({ 'aria-expanded': 'false', 'aria-label': 'Save Power, EE & BB (ℓ)' })
    for (const kind of ['SVG', 'CSV']) {
      await trigger.trigger('click')
      expect(trigger.attributes('aria-expanded')).toBe('true')
      await menu
        .findAll('.menu button')
        .find((one) => one.text() === `Save ${kind}`)!
        .trigger('click')
      expect(menu.find('[role=dialog]').exists()).toBe(false)
    }
    expect(saved.map((name) => name.split('.').at(-1))).toEqual(['svg', 'csv'])
    for (const name of saved) expect(name).toMatch(/^power-ee-bb\.(svg|csv)$/)
  })
})
