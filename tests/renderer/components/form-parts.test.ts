import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { h } from 'vue'
import FormField from '../../../src-renderer/components/FormField.vue'
import PictureFigure from '../../../src-renderer/components/PictureFigure.vue'
import Segments from '../../../src-renderer/components/Segments.vue'
import { createPinia, setActivePinia } from 'pinia'

describe('a field of a form', () => {
  const field = (props: Record<string, unknown>) =>
    mount(FormField, { props: { label: 'Name', ...props }, slots: { default: () => h('input') } })
  it('labels its control, and shows the error below', () => {
    const wrapper = field({ wrong: 'A study has this name already.' })
    expect(wrapper.element.tagName).toBe('LABEL')
    expect(wrapper.find('.label').text()).toBe('Name')
    expect(wrapper.find('[role=alert]').text()).toBe('A study has this name already.')
  })
  it('shows no error if there is none', () => {
    expect(field({}).find('[role=alert]').exists()).toBe(false)
  })
  it('is not a label for a group, whose controls have their own names', () => {
    expect(field({ group: true }).element.tagName).toBe('DIV')
  })
})

describe('segments', () => {
  const choices = [
    { value: 'best', label: 'best epoch', title: 'Lowest validation loss' },
    { value: 'last', label: 'last' },
  ]
  it('mark the chosen one as pressed, and emit another', async () => {
    const wrapper = mount(Segments, { props: { choices, label: 'Epoch', modelValue: 'best' } })
    expect(wrapper.attributes('aria-label')).toBe('Epoch')
    const buttons = wrapper.findAll('button')
    expect(buttons.map((one) => one.attributes('aria-pressed'))).toEqual(['true', 'false'])
    expect(buttons[0].attributes()).toMatchObject({ title: 'Lowest validation loss', type: 'button' })
    await buttons[1].trigger('click')
    expect(wrapper.emitted('update:modelValue')).toEqual([['last']])
  })
})

describe('a picture with its title', () => {
  const scale = { range: [0, 3] as const, colourMap: 'magma' as const }
  it('shares the pixel under the cursor with the pictures beside it', async () => {
    setActivePinia(createPinia())
    const props = { caption: 'original', values: Float32Array.of(0, 1, 2, 3), size: 2, scale, pixel: null }
    const wrapper = mount(PictureFigure, { props })
    expect(wrapper.find('figcaption').text()).toBe('original')
    await wrapper.find('[role=img]').trigger('keydown', { key: 'ArrowLeft' })
    expect(wrapper.emitted('update:pixel')).toEqual([[{ row: 1, column: 0 }]])
  })
  it('is named by its title unless given a label', () => {
    setActivePinia(createPinia())
    const props = { caption: 'original', values: null, size: 2, scale }
    expect(mount(PictureFigure, { props }).find('[role=img]').attributes('aria-label')).toBe('original')
    const named = mount(PictureFigure, { props: { ...props, label: 'Original patch' } })
    expect(named.find('[role=img]').attributes('aria-label')).toBe('Original patch')
  })
})
