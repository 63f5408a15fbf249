import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import ChannelChoice from '../../../src-renderer/components/ChannelChoice.vue'
import CopyButton from '../../../src-renderer/components/CopyButton.vue'
import GalacticPosition from '../../../src-renderer/components/GalacticPosition.vue'
import { paintCanvas } from '../../../src-renderer/components/paint-canvas.ts'
import SplitPane from '../../../src-renderer/components/SplitPane.vue'
import UnitChoice from '../../../src-renderer/components/UnitChoice.vue'
import { colourTable } from '../../../src-shared/colour/colour-maps.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  localStorage.clear()
})

describe('the channel of patches', () => {
  const choice = (channels: ('I' | 'Q' | 'U')[], modelValue = 0) =>
    mount(ChannelChoice, { props: { channels, modelValue } })

  it('is nothing to choose if they have one', () => {
    expect(choice(['I']).find('button').exists()).toBe(false)
    expect(choice([]).find('button').exists()).toBe(false)
  })

  it('is chosen by its place, and U tells its convention', async () => {
    const shown = choice(['Q', 'U'], 1)
    const buttons = shown.findAll('button')
    expect(buttons.map((one) => [one.text(), one.attributes('aria-pressed')])).toEqual([
      ['Q', 'false'],
      ['U', 'true'],
    ])
    expect(buttons[1].attributes('title')).toContain('in the convention of HEALPix')
    await buttons[0].trigger('click')
    expect(shown.emitted('update:modelValue')).toEqual([[0]])
  })
})

describe('the unit of pictures and curves', () => {
  const choice = (mapUnit: string) => mount(UnitChoice, { props: { mapUnit, modelValue: 'standard' } })

  it('is standardised, or the map’s as it is written', async () => {
    const shown = choice('MJy*sr^-1')
    expect(shown.findAll('button').map((one) => one.text())).toEqual(['standardised', 'MJy sr⁻¹'])
    await shown.findAll('button')[1].trigger('click')
    expect(shown.emitted('update:modelValue')).toEqual([['map']])
  })

  it('has a name for a map without a unit', () => {
    expect(choice(' ').findAll('button')[1].text()).toBe('map unit')
  })
})

describe('the centre of a patch', () => {
  const words = (lon: number | null, lat: number | null) =>
    mount(() => h('p', [h(GalacticPosition, { of: { lon, lat } })])).text()

  it('is given as l and b, longitudes from 0 to 360', () => {
    expect(words(-10.004, -63.5).replaceAll('\u2212', '-')).toBe('l 350.00° b -63.50°')
    expect(words(359.999, 0)).toBe('l 0.00° b 0.00°')
  })

  it('at 0, 0 is a position; without one of the two there is none', () => {
    expect(words(0, 0)).toContain('l 0.00°')
    expect(words(null, 3)).toBe('no position')
    expect(words(3, null)).toBe('no position')
  })
})

describe('a picture on a canvas', () => {
  function painted(values: number[] | null, width: number, height: number) {
    const canvas = document.createElement('canvas')
    const put = vi.fn()
    canvas.getContext = (() => ({ canvas, putImageData: put })) as never
    class Data {
      readonly data: Uint8ClampedArray
      readonly size: number[]
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        this.data = data
        this.size = [width, height]
      }
    }
    vi.stubGlobal('ImageData', Data)
    paintCanvas(canvas, { values, width, height }, { range: [0, 2], colourMap: 'magma' })
    return { canvas, picture: put.mock.calls[0]?.[0] as Data | undefined }
  }
  const magma = colourTable('magma')

  it('has one pixel a value, the last row on top; missing ones are transparent, others are clipped', () => {
    const { canvas, picture } = painted([0, 2, -7, NaN, 99, 1], 3, 2)
    expect([canvas.width, canvas.height, ...picture!.size]).toEqual([3, 2, 3, 2])
    const pixel = (i: number) => [...picture!.data.subarray(4 * i, 4 * i + 4)]
    const colour = (place: number) => [...magma.slice(3 * place, 3 * place + 3), 255]
    expect(pixel(0)).toEqual([0, 0, 0, 0])
    expect(pixel(1)).toEqual(colour(255))
    expect(pixel(2)).toEqual(colour(128))
    expect([pixel(3), pixel(4), pixel(5)]).toEqual([colour(0), colour(255), colour(0)])
  })

  it('stays as it was without values, or with too few', () => {
    expect(painted(null, 3, 2).picture).toBeUndefined()
    const { canvas, picture } = painted([1, 2, 3], 3, 2)
    expect(picture).toBeUndefined()
    expect(canvas.width).not.toBe(3)
  })
})

it('a copied text is confirmed for as long after the last click as after the first', async () => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { clipboard: { writeText: async () => undefined } })
  const button = mount(CopyButton, { props: { text: 'x' } })
  await button.trigger('click')
  await vi.advanceTimersByTimeAsync(1500)
  await button.trigger('click')
  await vi.advanceTimersByTimeAsync(1500)
  expect(button.text()).toBe('Copied')
  await vi.advanceTimersByTimeAsync(200)
  expect(button.text()).toBe('Copy')
})

it('panels remembered with wider limits are told, and moved, from where they are shown', async () => {
  localStorage.setItem('cirrus.split.charts', '0.95')
  const border = mount(SplitPane, { props: { name: 'charts', min: 0.2, max: 0.6 } }).find('[role=separator]')
  expect(border.attributes()).toMatchObject({
    'aria-valuenow': '60',
    'aria-valuemin': '20',
    'aria-valuemax': '60',
  })
  await border.trigger('keydown', { key: 'ArrowLeft' })
  expect(border.attributes('aria-valuenow')).toBe('58')
})
