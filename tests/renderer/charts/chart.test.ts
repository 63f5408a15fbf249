// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import Chart from '../../../src-renderer/charts/Chart.vue'
import type { ChartContent } from '../../../src-renderer/charts/chart-option.ts'

// A drawing whose pixels equal its values, to test what the chart does with them.
let content: () => ChartContent
vi.mock('../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: (_element: unknown, of: () => ChartContent) => {
    content = of
    return {
      valueAt: (x: number, y: number) => [x, 1000 - y],
      pixelOf: (x: number) => x,
      toPng: () => '',
      toSvg: () => '<svg/>',
    }
  },
}))
const saved: { name: string; content: unknown }[] = []
vi.mock('../../../src-renderer/composables/save-file.ts', () => ({
  saveFile: (name: string, of: unknown) => saved.push({ name, content: of }),
}))

const series = [
  { name: 'train', x: [100, 200, 300], y: [9, 6, 3], colour: 0 },
  { name: 'validation', x: [100, 200, 300], y: [10, 7, 4], colour: 0, bold: true },
]
const open = (props: Record<string, unknown> = {}) => {
  const chart = mount(Chart, {
    props: { name: 'Negative ELBO', series, x: { name: 'epoch' }, y: { name: 'loss', unit: 'nat' }, ...props },
    attachTo: document.body,
  })
  const plot = chart.find<HTMLElement>('.plot')
  Object.defineProperties(plot.element, { clientWidth: { value: 800 }, clientHeight: { value: 400 } })
  return { chart, plot }
}
beforeEach(() => {
  localStorage.clear()
  saved.length = 0
  setActivePinia(createPinia())
})

describe('a curve that another one stands for', () => {
  it('is not in the legend, and is hidden and shown with that one', async () => {
    const { chart } = open({ series: [{ ...series[0], of: 'validation' }, series[1]] })
    const drawn = () => content().series.map(({ name }) => name)
    expect(chart.findAll('[aria-label="Curves"] li').map((entry) => entry.text())).toEqual(['validation'])
    expect(drawn()).toEqual(['train', 'validation'])
    await chart.find('[aria-label="Curves"] button').trigger('click')
    expect(drawn()).toEqual([])
    await chart.find('[aria-label="Curves"] button').trigger('click')
    expect(drawn()).toEqual(['train', 'validation'])
    chart.unmount()
  })
})

describe('a chart', () => {
  it('zooms into a dragged box and resets on double click', async () => {
    const { chart, plot } = open()
    await plot.trigger('pointerdown', { button: 0, clientX: 120, clientY: 300 })
    await plot.trigger('pointermove', { clientX: 260, clientY: 100 })
    expect(chart.find<HTMLElement>('.zoom').element.style.width).toBe('140px')
    await plot.trigger('pointerup')
    expect(content().view).toEqual({ x: [120, 260], y: [700, 900] })
    expect(chart.text()).toContain('Show all')
    await plot.trigger('dblclick')
    expect(content().view).toBeNull()
  })
  it('treats a tiny drag as a click', async () => {
    const { plot } = open()
    await plot.trigger('pointerdown', { button: 0, clientX: 120, clientY: 300 })
    await plot.trigger('pointermove', { clientX: 123, clientY: 302 })
    await plot.trigger('pointerup')
    expect(content().view).toBeNull()
  })
  it('reads all curves under the cursor, inside the axes only', async () => {
    const { chart, plot } = open()
    await plot.trigger('pointermove', { clientX: 203, clientY: 200 })
    expect(chart.findAll('.crosshair tr').map((row) => row.text().trim())).toEqual(['validation7.0000', 'train6.0000'])
    expect(chart.find('.crosshair').text()).toContain('epoch 200')
    await plot.trigger('pointermove', { clientX: 20, clientY: 200 })
    expect(chart.find('.crosshair').exists()).toBe(false)
    await plot.trigger('pointermove', { clientX: 203, clientY: 200 })
    await plot.trigger('pointerleave')
    expect(chart.find('.crosshair').exists()).toBe(false)
  })
  it('hides a curve and shows it again by a click on its name in the legend', async () => {
    const { chart } = open()
    const [train] = chart.findAll('.legend button')
    await train.trigger('click')
    expect(content().series.map(({ name }) => name)).toEqual(['validation'])
    expect(train.attributes('aria-pressed')).toBe('false')
    await train.trigger('click')
    expect(content().series).toHaveLength(2)
  })
  it('remembers linear or logarithmic under its name', async () => {
    const { chart } = open({ logByDefault: true })
    expect(content().logY).toBe(true)
    await chart.findAll('.segments button')[0].trigger('click')
    expect(content().logY).toBe(false)
    open({ logByDefault: true })
    expect(content().logY).toBe(false)
    open({ name: 'Another', logByDefault: true })
    expect(content().logY).toBe(true)
  })
  it('resets scale, hidden curves and zoom when it becomes another chart', async () => {
    const { chart, plot } = open()
    await chart.findAll('.segments button')[1].trigger('click')
    await chart.findAll('.legend button')[0].trigger('click')
    await plot.trigger('pointerdown', { button: 0, clientX: 120, clientY: 300 })
    await plot.trigger('pointermove', { clientX: 260, clientY: 100 })
    await plot.trigger('pointerup')
    await chart.setProps({ name: 'Memory' })
    expect(content()).toMatchObject({ logY: false, view: null })
    expect(content().series).toHaveLength(2)
    await chart.setProps({ name: 'Negative ELBO' })
    expect(content().logY).toBe(true)
  })
  it('shows dots in its legend for a curve of dots', () => {
    const { chart } = open({ series: [...series, { name: 'test', x: [200], y: [8], colour: 7, dotted: true }] })
    const signs = chart.findAll('.legend svg')
    expect(signs.map((sign) => sign.find('circle').exists())).toEqual([false, false, true])
  })
  it('can have other content in place of its title, and a note', () => {
    const chart = mount(Chart, {
      props: { name: 'Memory', series, x: { name: 'epoch' }, y: { name: 'GB' } },
      slots: { title: '<select class="other" />', note: 'epoch 3' },
    })
    expect(chart.find('figcaption .other').exists()).toBe(true)
    expect(chart.find('h2').exists()).toBe(false)
    expect(chart.find('.note').text()).toBe('epoch 3')
    expect(open().chart.find('.note').exists()).toBe(false)
  })
  it('offers no choice of scale if it is fixed', () => {
    const { chart } = open({ fixedScale: true, logByDefault: true })
    expect(chart.find('[aria-label="Scale"]').exists()).toBe(false)
    expect(content().logY).toBe(true)
  })
  it('saves the visible curves as CSV and SVG under its name', async () => {
    const { chart } = open()
    await chart.findAll('.legend button')[0].trigger('click')
    const save = async (kind: string) => {
      await chart.find('[aria-label="Save Negative ELBO"]').trigger('click')
      await chart
        .findAll('.menu button')
        .find((button) => button.text() === `Save ${kind}`)!
        .trigger('click')
      await nextTick()
    }
    await save('CSV')
    await save('SVG')
    expect(saved.map(({ name }) => name)).toEqual(['negative-elbo.csv', 'negative-elbo.svg'])
    expect(String(saved[0].content).split('\n')[0]).toBe('validation: epoch,validation: loss [nat]')
  })
})
