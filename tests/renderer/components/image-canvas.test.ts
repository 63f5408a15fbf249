import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { colourTable } from '../../../src-shared/colour/colour-maps.ts'
import ImageCanvas from '../../../src-renderer/components/ImageCanvas.vue'
import { usePage } from '../../../src-renderer/stores/page.ts'

interface Painted {
  data: Uint8ClampedArray
  width: number
  height: number
}
let painted: Painted[]
beforeEach(() => {
  setActivePinia(createPinia())
  painted = []
  vi.stubGlobal(
    'ImageData',
    class {
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        Object.assign(this, { data, width, height })
      }
    },
  )
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    return { canvas: this, putImageData: (image: Painted) => painted.push(image) } as never
  } as never)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
// Row 0, the south, is 0 1 2; row 1 is 3 4 5.
const values = [0, 1, 2, 3, 4, NaN]
type Props = InstanceType<typeof ImageCanvas>['$props']
const picture = (props: Partial<Props> = {}) => {
  const shown = mount(ImageCanvas, {
    props: { values, width: 3, height: 2, range: [0, 4], colourMap: 'grey', label: 'patch 7', ...props } as Props,
    attachTo: document.body,
  })
  vi.spyOn(shown.element, 'getBoundingClientRect').mockReturnValue({
    left: 100,
    top: 50,
    width: 300,
    height: 200,
  } as DOMRect)
  return shown
}
const cursor = () => usePage().cursor

describe('the pixel under the cursor', () => {
  it('is counted from the bottom left of the picture, at any size', async () => {
    const shown = picture({ unit: 'std' })
    const at = async (clientX: number, clientY: number) => {
      await shown.trigger('pointermove', { clientX, clientY })
      return [cursor()?.note, cursor()?.value]
    }
    expect(await at(101, 249)).toEqual(['column 0, row 0', 0])
    expect(await at(399, 249)).toEqual(['column 2, row 0', 2])
    expect(await at(101, 51)).toEqual(['column 0, row 1', 3])
    expect(await at(250, 149)).toEqual(['column 1, row 1', 4])
    expect(await at(250, 151)).toEqual(['column 1, row 0', 1])
    expect(cursor()?.unit).toBe('std')
  })
  it('without a value is NaN, which the status bar shows as no data', async () => {
    const shown = picture()
    await shown.trigger('pointermove', { clientX: 399, clientY: 51 })
    expect(cursor()?.value).toBeNaN()
    expect(shown.attributes('aria-label')).toContain('–')
  })
  it('has a sky position if the picture is of the sky, with longitude growing to the left', async () => {
    const square = { values: new Float32Array(9), width: 3, height: 3 }
    const shown = picture({ ...square, sky: { lon: 212, lat: -19, width: 8 } })
    await shown.trigger('pointermove', { clientX: 250, clientY: 150 })
    expect(cursor()?.lon).toBeCloseTo(212, 10)
    expect(cursor()?.lat).toBeCloseTo(-19, 10)
    await shown.trigger('pointermove', { clientX: 399, clientY: 150 })
    expect(cursor()?.lon).toBeLessThan(212)
    await shown.trigger('pointermove', { clientX: 250, clientY: 51 })
    expect(cursor()?.lat).toBeGreaterThan(-19)
  })
  it('has no sky position if the picture is of something else', async () => {
    await picture().trigger('pointermove', { clientX: 250, clientY: 150 })
    expect(cursor()).not.toHaveProperty('lon')
  })
  it('is none outside the picture', async () => {
    const shown = picture()
    await shown.trigger('pointermove', { clientX: 99, clientY: 150 })
    await shown.trigger('pointermove', { clientX: 250, clientY: 251 })
    expect(cursor()).toBeNull()
  })
  it('is cleared when the picture is unmounted', async () => {
    const shown = picture()
    await shown.trigger('pointermove', { clientX: 250, clientY: 150 })
    expect(cursor()).not.toBeNull()
    shown.unmount()
    expect(cursor()).toBeNull()
  })
  it('is marked in all pictures that share it, each reading its own value', async () => {
    const pixel = ref<{ row: number; column: number } | null>(null)
    const both = mount(
      defineComponent(() => () => {
        const shared = { width: 3, height: 2, range: [0, 9], colourMap: 'grey', pixel: pixel.value } as const
        const onPixel = { 'onUpdate:pixel': (next: typeof pixel.value) => (pixel.value = next) }
        return [
          h(ImageCanvas, { ...shared, ...onPixel, values, label: 'original' }),
          h(ImageCanvas, { ...shared, ...onPixel, values: values.map((value) => 2 * value), label: 'reconstruction' }),
        ]
      }),
      { attachTo: document.body },
    )
    const [original, reconstruction] = both.findAllComponents(ImageCanvas)
    await original.trigger('keydown', { key: 'ArrowDown' })
    await nextTick()
    expect(original.attributes('aria-label')).toBe('original: 1.000 ')
    expect(reconstruction.attributes('aria-label')).toBe('reconstruction: 2.000 ')
    expect(both.findAll('.mark')).toHaveLength(2)
    both.unmount()
  })
})

describe('the painting', () => {
  it('has the size of the array, with the last row at the top', () => {
    picture()
    const { width, height, data } = painted.at(-1)!
    expect([width, height, data.length]).toEqual([3, 2, 24])
    const black = colourTable('grey')[0]
    expect(data[4 * 3]).toBe(black)
    expect(data[0]).toBeGreaterThan(black)
    expect(data[4 * 2 + 3]).toBe(0)
  })
  it('is repeated when values, range or colours change', async () => {
    const shown = picture()
    const before = painted.length
    await shown.setProps({ range: [0, 8] })
    await shown.setProps({ colourMap: 'viridis' })
    await shown.setProps({ values: [5, 4, 3, 2, 1, 0] })
    expect(painted.length - before).toBe(3)
  })
  it('waits for all values', async () => {
    const shown = picture({ values: null })
    expect(painted).toHaveLength(0)
    await shown.setProps({ values: [1, 2, 3] })
    expect(painted).toHaveLength(0)
    await shown.setProps({ values })
    expect(painted).toHaveLength(1)
  })
  it('keeps its space while there are no values', () => {
    expect(picture({ values: null }).attributes('style')).toContain('aspect-ratio: 3 / 2')
  })
})
