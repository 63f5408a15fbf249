import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import ColourBar from '../../../../../src-renderer/components/ColourBar.vue'
import PictureFigure from '../../../../../src-renderer/components/PictureFigure.vue'
import PictureRow from '../../../../../src-renderer/views/runs/draws/PictureRow.vue'

beforeEach(() => setActivePinia(createPinia()))
/** Flat pictures but for one pixel each, which are 10, 20, ... */
const pictures = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    frame: Float32Array.from({ length: 16 }, (_, pixel) => (pixel === 5 ? 10 * (i + 1) : 1)),
    caption: `draw ${i + 1}`,
  }))
const show = (props: Record<string, unknown>) => {
  const row = mount(PictureRow, { props: { pictures: pictures(3), size: 4, ...props } })
  const figures = row.findAllComponents(PictureFigure)
  return { row, figures, tops: figures.map((figure) => figure.props('scale').range[1]) }
}

describe('pictures in a row', () => {
  it('share a colour scale, whose bar stands beside them', () => {
    const { row, figures, tops } = show({ unit: 'std' })
    expect(figures.map((figure) => figure.props('caption'))).toEqual(['draw 1', 'draw 2', 'draw 3'])
    expect(new Set(tops).size).toBe(1)
    expect(row.findComponent(ColourBar).props()).toMatchObject({ unit: 'std', range: [1, tops[0]] })
  })

  it('have each its own, and say their ranges, where one would leave most of them black', () => {
    const { row, figures, tops } = show({ unit: 'MJy/sr', apart: true })
    expect(tops[1] / tops[0]).toBeCloseTo(2, 5)
    expect(figures.map((figure) => figure.props('caption'))).toEqual([
      'draw 1: 1.0 to 10',
      'draw 2: 1.0 to 20',
      'draw 3: 1.0 to 30',
    ])
    expect(row.findComponent(ColourBar).exists()).toBe(false)
  })

  it('are marked together under the cursor', async () => {
    const { figures } = show({})
    figures[0].vm.$emit('update:pixel', { row: 2, column: 1 })
    await figures[0].vm.$nextTick()
    expect(figures.map((figure) => figure.props('pixel'))).toEqual(Array(3).fill({ row: 2, column: 1 }))
  })

  it('are no smaller than can be seen: they scroll instead', () => {
    const { row } = show({ pictures: pictures(24) })
    expect(row.find<HTMLElement>('.pictures').element.style.getPropertyValue('--side')).toBe('100px')
  })

  it('that are none have no bar', () => {
    expect(show({ pictures: [] }).row.findComponent(ColourBar).exists()).toBe(false)
  })
})
