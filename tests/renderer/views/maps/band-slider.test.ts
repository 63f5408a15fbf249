import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { MapColumn } from '../../../../src-preload/contract/index.ts'
import BandSlider from '../../../../src-renderer/views/maps/BandSlider.vue'

const column = (name: string, band?: MapColumn['band']): MapColumn => ({
  ...{ name, unit: 'K', type: 'float32', count: 1, missing: 0, min: 0, max: 1, mean: 0 },
  band,
})
const channel = (name: string, centre: number) =>
  column(name, { series: 'cube', low: null, high: null, centre, unit: 'GHz' })
/** Three bands after a mask; the last one has no frequency. */
const columns = [column('MASK'), channel('A', 100), channel('B', 143.5), column('C')]
const show = (at: number) => {
  const slider = mount(BandSlider, { props: { columns, series: [1, 2, 3], modelValue: at } })
  const input = slider.find<HTMLInputElement>('input')
  return { slider, input, words: () => slider.find('output').text(), place: () => slider.find('.quiet').text() }
}

describe('the slider through bands', () => {
  it('says the frequency of the band, or the column’s name where it has none, and which of them it is', () => {
    const { input, words, place } = show(2)
    expect([words(), place(), input.element.value, input.element.max]).toEqual(['143.5 GHz', '2 of 3', '1', '2'])
    expect(input.attributes('aria-valuetext')).toBe('143.5 GHz')
    expect(show(3).words()).toBe('C')
  })

  it('chooses the column of the band that it is moved to', async () => {
    const { slider, input } = show(1)
    await input.setValue('2')
    expect(slider.emitted('update:modelValue')).toEqual([[3]])
  })

  it('of a series that is not shown offers its first band', async () => {
    const { slider, words } = show(0)
    expect(words()).toBe('100 GHz')
    await slider.find('button').trigger('click')
    expect(slider.emitted('update:modelValue')).toEqual([[1]])
    expect(show(1).slider.find('button').exists()).toBe(false)
  })
})
