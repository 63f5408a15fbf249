import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import ColourBar from '../../../src-renderer/components/ColourBar.vue'

type Props = InstanceType<typeof ColourBar>['$props']
const bar = (props: Partial<Props>) => {
  const shown = mount(ColourBar, { props: { range: [0, 1], colourMap: 'magma', ...props } as Props })
  const ticks = shown.findAll<HTMLElement>('.ticks span')
  return { shown, ticks, texts: ticks.map((tick) => tick.text().replaceAll('\u202f', '_')) }
}

describe('a colour bar', () => {
  it('labels its values where their colours are', () => {
    const { ticks, texts } = bar({ range: [0, 2] })
    const at = ticks.map((tick) => parseFloat(tick.element.style.bottom))
    for (const [i, text] of texts.entries()) expect(at[i]).toBeCloseTo(50 * Number(text), 9)
    expect(texts).toContain('1')
  })
  it('if horizontal runs from left to right, labels and colours alike', () => {
    const { shown, ticks } = bar({ range: [-1, 1], direction: 'row', colourMap: 'residual' })
    expect(ticks.every((tick) => tick.element.style.left !== '' && tick.element.style.bottom === '')).toBe(true)
    expect(shown.html()).toContain('to right')
  })
  it('tells its range and unit to screen readers', () => {
    const { shown } = bar({ range: [-2.5, 2.5], unit: 'MJy/sr' })
    expect(shown.attributes('aria-label')).toBe('Colours from −2.5 to 2.5 MJy/sr')
  })
  it('shows no unit if there is none', () => expect(bar({}).shown.find('.unit').exists()).toBe(false))
  it('gives distinct labels to a narrow range far from zero', () => {
    const { texts } = bar({ range: [18_500.12, 18_500.19] })
    expect(texts.length).toBeGreaterThan(1)
    expect(new Set(texts).size).toBe(texts.length)
  })
  it('keeps its labels inside its ends', () => {
    for (const range of [
      [-3.2, 4.1],
      [0.31, 12_380],
      [1e-9, 2e-9],
    ] as const) {
      for (const log of [range[0] > 0, false]) {
        for (const { element } of bar({ range, log }).ticks) {
          expect(parseFloat(element.style.bottom)).toBeGreaterThanOrEqual(-1e-9)
          expect(parseFloat(element.style.bottom)).toBeLessThanOrEqual(100 + 1e-9)
        }
      }
    }
  })
})
