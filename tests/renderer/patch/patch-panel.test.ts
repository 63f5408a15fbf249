import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MeasuredPicture } from '../../../src-renderer/patch/measured-picture.ts'
import PatchPanel from '../../../src-renderer/patch/PatchPanel.vue'
import ShapeLayer from '../../../src-renderer/patch/ShapeLayer.vue'
import type { Shape } from '../../../src-renderer/patch/shapes.ts'
import { boxesOf } from './boxes.ts'

const size = 4
const picture: MeasuredPicture = {
  ...{ name: 'original', unit: 'K_CMB', kind: 'sky', position: null },
  values: Float32Array.from({ length: 16 }, (_, i) => (i === 5 ? NaN : i - 8)),
}
const colouring = {
  values: picture.values,
  scale: { range: [-8, 7] as const, colourMap: 'magma' as const },
  log: false,
}
let panel: VueWrapper<InstanceType<typeof PatchPanel>>
beforeEach(() => boxesOf(40))
afterEach(() => {
  panel.unmount()
  vi.unstubAllGlobals()
})

async function open(props: { moving?: boolean; shapes?: Shape[]; colouring?: typeof colouring } = {}) {
  panel = mount(PatchPanel, {
    props: { picture, size, colouring, shapes: [], draft: null, moving: true, view: null, cursor: null, ...props },
    attachTo: document.body,
  })
  // The parent holds what is seen and where the cursor is.
  await panel.setProps({
    'onUpdate:view': (view: never) => panel.setProps({ view }),
    'onUpdate:cursor': (cursor: never) => panel.setProps({ cursor }),
  } as never)
  return panel.find('[role=application]')
}
/** Centre of a pixel: the box of 40 px shows 4 pixels of 10. */
const pixel = (column: number, row: number) => ({ clientX: 10 * column + 5, clientY: 35 - 10 * row })
const marks = () => panel.findAll('path.mark').length

describe('the value under the cursor', () => {
  it('is that of the pixel in the picture’s unit, negative ones with a minus sign', async () => {
    const stage = await open()
    await stage.trigger('pointermove', pixel(0, 0))
    expect(panel.find('figcaption').text()).toBe('original−8.000 K_CMB')
    await stage.trigger('pointermove', pixel(2, 3))
    expect(stage.attributes('aria-label')).toBe('original, to measure: 6.000 K_CMB')
  })

  it('says that a pixel is missing, and nothing beside the picture', async () => {
    const stage = await open()
    await stage.trigger('pointermove', pixel(1, 1))
    expect(panel.find('figcaption').text()).toBe('originalno data')
    await stage.trigger('pointermove', pixel(-1, 1))
    expect(panel.find('figcaption').text()).toBe('original')
  })
})

describe('a drag', () => {
  it('moves the picture, with the same point under the cursor and no mark there', async () => {
    const stage = await open()
    await stage.trigger('pointermove', pixel(2, 2))
    expect(marks()).toBe(1)
    await stage.trigger('pointerdown', { button: 0, ...pixel(2, 2) })
    await stage.trigger('pointermove', pixel(3, 2))
    expect(panel.props('view')).toEqual({ column: 0.5, row: 1.5, zoom: 10 })
    expect(panel.props('cursor')).toEqual({ column: 2, row: 2 })
    expect(panel.findComponent(ShapeLayer).find('svg').exists()).toBe(false)
    await stage.trigger('pointerup', pixel(3, 2))
    await stage.trigger('pointermove', pixel(3, 3))
    expect(marks()).toBe(1)
  })

  it('draws instead where a tool is chosen, and moves with the middle button', async () => {
    const stage = await open({ moving: false })
    await stage.trigger('pointerdown', { button: 0, ...pixel(1, 1) })
    await stage.trigger('pointermove', pixel(2, 1))
    await stage.trigger('pointerup', pixel(2, 1))
    expect(panel.emitted('press')).toEqual([[{ column: 1, row: 1 }, 0.5]])
    expect(panel.emitted('release')).toEqual([[{ column: 2, row: 1 }, 0.5]])
    expect(panel.props('view')).toBeNull()
    await stage.trigger('pointerdown', { button: 1, ...pixel(1, 1) })
    await stage.trigger('pointermove', pixel(1, 2))
    expect(panel.props('view')).toEqual({ column: 1.5, row: 0.5, zoom: 10 })
  })

  it('ends when the pointer is taken away', async () => {
    const stage = await open()
    await stage.trigger('pointerdown', { button: 0, ...pixel(1, 1) })
    await stage.trigger('pointercancel')
    await stage.trigger('pointermove', pixel(3, 3))
    expect(panel.props('view')).toBeNull()
    await stage.trigger('pointerleave')
    expect(panel.props('cursor')).toBeNull()
  })

  it('of the right button does nothing', async () => {
    const stage = await open({ moving: false })
    await stage.trigger('pointerdown', { button: 2, ...pixel(1, 1) })
    expect(panel.emitted('press')).toBeUndefined()
  })
})

describe('the wheel', () => {
  it('zooms about the cursor by pixels, or by lines in eights', async () => {
    const stage = await open()
    await stage.trigger('wheel', { deltaY: -240, deltaMode: 0, ...pixel(1.5, 1.5) })
    expect((panel.props('view') as { zoom: number }).zoom).toBe(20)
    await stage.trigger('wheel', { deltaY: 8, deltaMode: 1, ...pixel(1.5, 1.5) })
    expect((panel.props('view') as { zoom: number }).zoom).toBe(10)
  })
})

describe('colours', () => {
  it('in logarithms have a bar in the values themselves', async () => {
    const log = { ...colouring, scale: { ...colouring.scale, range: [0, Math.log(100)] as const }, log: true }
    await open({ colouring: log as never })
    const bar = panel.findComponent({ name: 'ColourBar' }).props() as { range: [number, number]; log: boolean }
    expect(bar.range[0]).toBe(1)
    expect(bar.range[1]).toBeCloseTo(100, 10)
    expect(bar.log).toBe(true)
  })
})
