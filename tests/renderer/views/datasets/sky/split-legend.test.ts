import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { SplitName } from '../../../../../src-preload/contract/index.ts'
import OutlineColours from '../../../../../src-renderer/views/datasets/sky/OutlineColours.vue'
import SplitLegend from '../../../../../src-renderer/views/datasets/sky/SplitLegend.vue'

describe('the legend of the splits', () => {
  const counts = { train: 1380, validation: 296, test: 0, unused: 12 }
  const legend = (hidden: SplitName[] = [], props: object = {}) =>
    mount(SplitLegend, { props: { counts, hidden, ...props } })

  it('has the splits with patches, in one order, with their counts', () => {
    const texts = legend()
      .findAll('button')
      .map((one) => one.text().replace(/\s+/g, ' '))
    expect(texts).toEqual(['train 1 380', 'validation 296', 'unused 12'])
  })

  it('tells which are shown, and hides and shows one', async () => {
    const page = legend(['validation'])
    const [train, validation] = page.findAll('button')
    expect([train, validation].map((one) => one.attributes('aria-pressed'))).toEqual(['true', 'false'])
    await train.trigger('click')
    await validation.trigger('click')
    expect(page.emitted('update:hidden')).toEqual([[['validation', 'train']], [['train']]])
  })

  it('draws each line as on the sky, told apart by width and dashes too', () => {
    const drawn = legend().findAll('line')
    const style = drawn.map((one) => `${one.attributes('stroke-width')}/${one.attributes('stroke-dasharray')}`)
    expect(new Set(style).size).toBe(3)
    expect(legend([], { plain: true }).find('line').exists()).toBe(false)
  })
})

describe('the colours of the outlines', () => {
  const choices = [
    { value: 'split', label: 'split' },
    { value: 'mean', label: 'mean' },
  ]
  const colours = (props: object = {}) =>
    mount(OutlineColours, { props: { choices, modelValue: 'split', range: null, unit: '', failure: '', ...props } })

  it('are chosen by what a patch has', async () => {
    const page = colours()
    expect(page.findAll('option').map((one) => one.text())).toEqual(['split', 'mean'])
    await page.find('select').setValue('mean')
    expect(page.emitted('update:modelValue')).toEqual([['mean']])
  })

  it('have a colour bar if they are those of a value, also a negative one', () => {
    expect(colours().find('[role=img]').exists()).toBe(false)
    const page = colours({ modelValue: 'mean', range: [-3, 2], unit: 'K_CMB' })
    expect(page.find('[role=img]').attributes('aria-label')).toBe('Colours from −3 to 2 K_CMB')
  })

  it('say why values can’t be shown', () => {
    expect(colours().find('[role=alert]').exists()).toBe(false)
    expect(colours({ failure: 'They are gone.' }).find('[role=alert]').text()).toBe('They are gone.')
  })
})
