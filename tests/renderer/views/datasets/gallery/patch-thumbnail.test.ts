import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { paint } from '../../../../../src-shared/colour/paint.ts'
import type { Range } from '../../../../../src-shared/colour/range.ts'
import PatchThumbnail from '../../../../../src-renderer/views/datasets/gallery/PatchThumbnail.vue'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Records what is put on canvases; happy-dom draws nothing. */
function recorded() {
  const drawn: { data: Uint8ClampedArray; width: number }[] = []
  vi.stubGlobal(
    'ImageData',
    class {
      data: Uint8ClampedArray
      width: number
      constructor(data: Uint8ClampedArray, width: number) {
        this.data = data
        this.width = width
      }
    },
  )
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    return { canvas: this, putImageData: (image: (typeof drawn)[number]) => drawn.push(image) } as never
  })
  return drawn
}
const picture = { values: Float32Array.from([-2, -1, 0, NaN]), size: 2 }
const show = (range: Range, colourMap: 'magma' | 'residual' = 'magma') =>
  mount(PatchThumbnail, { props: { picture, range, colourMap } })

describe('a thumbnail', () => {
  it('has the colours of its values, negative and missing ones too, at its own size', () => {
    const drawn = recorded()
    const page = show([-2, 0])
    const { width, height } = page.find('canvas').element
    expect([width, height, drawn.length]).toEqual([2, 2, 1])
    expect([...drawn[0].data]).toEqual([...paint(picture.values, 2, 2, [-2, 0], 'magma')])
  })

  it('is drawn again when its colours change, and only then', async () => {
    const drawn = recorded()
    const page = show([-2, 0])
    await page.setProps({ range: [-2, 0] })
    expect(drawn).toHaveLength(1)
    await page.setProps({ range: [-3, 3] })
    await page.setProps({ colourMap: 'residual' })
    expect(drawn).toHaveLength(3)
    expect([...drawn[2].data]).toEqual([...paint(picture.values, 2, 2, [-3, 3], 'residual')])
  })

  it('stays hidden from assistive technology, as its tile has the name', () => {
    recorded()
    expect(show([0, 1]).find('canvas').attributes('aria-hidden')).toBe('true')
  })
})
