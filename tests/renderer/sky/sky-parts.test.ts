import { mount } from '@vue/test-utils'
import { shallowRef } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import { cutScale } from '../../../src-shared/statistics/cut-scale.ts'
import SkyBar from '../../../src-renderer/sky/SkyBar.vue'
import SkyButtons from '../../../src-renderer/sky/SkyButtons.vue'
import type { SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'
import { transferOf } from '../../../src-renderer/sky/transfer.ts'
import { useSkyPointer } from '../../../src-renderer/sky/use-sky-pointer.ts'
import { tangentScreen } from './tangent-screen.ts'

describe('the colour bar of the sky', () => {
  const bar = (cuts: [number, number], stretch: 'linear' | 'log' = 'linear') =>
    mount(SkyBar, { props: { cuts, stretch, transfer: transferOf(stretch, cuts), colourMap: 'magma', unit: 'MJy/sr' } })
  const labels = (page: ReturnType<typeof bar>) => page.findAll('.ticks span').map((one) => one.text())
  it('tells its ends, unit and stretch to screen readers', () => {
    expect(bar([1, 218], 'log').find('[role=img]').attributes('aria-label')).toBe('Colours from 1 to 218 MJy/sr, log')
  })
  it('includes zero among the labels of values of both signs', () => {
    expect(labels(bar([-100, 100]))).toContain('0')
    expect(labels(bar([-100, 100])).some((text) => text.startsWith('−'))).toBe(true)
  })
  it('keeps labels in the order of their values', () => {
    const places = bar([0, 10])
      .findAll('.ticks span')
      .map((one) => Number(/--place: ?([\d.]+)/.exec(one.attributes('style') ?? '')?.[1]))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places.length).toBeGreaterThan(2)
  })
})

describe('the buttons over the sky', () => {
  it('zoom, show the whole sky, and toggle the grid', async () => {
    const page = mount(SkyButtons, { props: { grid: true, data: false, overlays: false } })
    for (const button of page.findAll('button')) await button.trigger('click')
    expect(page.emitted()).toMatchObject({ zoom: [[0.5], [2]], whole: [[]], grid: [[]], overlays: [[]] })
    expect(page.find('[aria-label="Coordinate grid"]').attributes('aria-pressed')).toBe('true')
  })
  it('zoom to the data of a partial map', async () => {
    const page = mount(SkyButtons, { props: { grid: false, data: true, overlays: true } })
    await page.find('[aria-label="Zoom to data"]').trigger('click')
    expect(page.emitted('data')).toHaveLength(1)
  })
})

describe('the scale of the cut sliders', () => {
  it('of a negative map runs from its smallest to its largest value', () => {
    const scale = cutScale([-300, -10], [-200, -20])
    expect(scale.value(0)).toBeCloseTo(-300, 9)
    expect(scale.value(1)).toBeCloseTo(-10, 9)
    for (const value of [-300, -150, -10]) expect(scale.value(scale.fraction(value))).toBeCloseTo(value, 9)
  })
})

describe('the mouse over the sky', () => {
  const stage = () => {
    const element = document.createElement('div')
    element.getBoundingClientRect = () => new DOMRect(100, 50, 400, 300)
    const screen = tangentScreen({ lon: 40, lat: 0, fov: 20 })
    const told = { cursor: vi.fn(), pick: vi.fn() }
    const pointer = useSkyPointer(shallowRef(element), shallowRef<SkyScreen | null>(screen), told)
    const event = { target: element, preventDefault: vi.fn(), stopPropagation: vi.fn() }
    const at = (x: number, y: number, more = {}) => ({
      ...event,
      clientX: 100 + x,
      clientY: 50 + y,
      button: 0,
      ...more,
    })
    return { ...pointer, screen, told, at: at as (x: number, y: number, more?: object) => never }
  }
  it('reports the position under it, and none once it has left', () => {
    const { listeners, told, at } = stage()
    listeners.pointermove(at(200, 150))
    expect(told.cursor).toHaveBeenLastCalledWith({ lon: expect.closeTo(40, 9), lat: expect.closeTo(0, 9) })
    listeners.pointerleave()
    expect(told.cursor).toHaveBeenLastCalledWith(null)
  })
  it('picks with a press that moves no more than 4 pixels, but not after a drag', () => {
    const { listeners, told, at } = stage()
    listeners.pointerdown(at(200, 150))
    listeners.pointerup(at(203, 152))
    expect(told.pick).toHaveBeenCalledTimes(1)
    listeners.pointerdown(at(200, 150))
    listeners.pointerup(at(205, 150))
    expect(told.pick).toHaveBeenCalledTimes(1)
  })
  it('does not pick with the right button', () => {
    const { listeners, told, at } = stage()
    listeners.pointerdown(at(200, 150, { button: 2 }))
    listeners.pointerup(at(200, 150, { button: 2 }))
    expect(told.pick).not.toHaveBeenCalled()
  })
  it('doubles the scale with 350 wheel pixels, and keeps the position under it', () => {
    const { wheel, screen, at } = stage()
    const held = screen.positionAt(300, 100)
    wheel(at(300, 100, { deltaY: -350, deltaMode: 0 }))
    expect(screen.fov()).toBeCloseTo(10, 9)
    const now = screen.positionAt(300, 100)
    expect(now.lon).toBeCloseTo(held.lon, 2)
    expect(now.lat).toBeCloseTo(held.lat, 2)
  })
  it('supports wheel events in lines', () => {
    const { wheel, screen, at } = stage()
    wheel(at(200, 150, { deltaY: 350 / 16, deltaMode: 1 }))
    expect(screen.fov()).toBeCloseTo(40, 9)
  })
})
