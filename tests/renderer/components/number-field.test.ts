import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import NumberField from '../../../src-renderer/components/NumberField.vue'

/** A field in a form that keeps its number, as all pages do. */
function inForm(start: number, props: Record<string, unknown> = {}) {
  const number = ref(start)
  const form = mount(
    defineComponent(() => () => {
      const bound = { modelValue: number.value, 'onUpdate:modelValue': (next: number) => (number.value = next) }
      return h(NumberField, { label: 'l', min: -360, max: 720, ...bound, ...props })
    }),
  )
  const input = form.find('input')
  return { form, number, input, text: () => input.element.value }
}

describe('a number as it is typed', () => {
  it('keeps every digit: one beyond the fourth decimal moves no other', async () => {
    const { number, input, text } = inForm(0)
    for (const typed of ['83', '83.6', '83.63', '83.633', '83.6330', '83.63308', '83.633084']) {
      await input.setValue(typed)
      expect(text()).toBe(typed)
      expect(number.value).toBe(Number(typed))
    }
  })

  it('keeps the zeros after the point that a small number begins with', async () => {
    const { number, input, text } = inForm(5)
    for (const typed of ['0', '0.0', '0.00', '0.000', '0.0000', '0.00002', '0.000025']) {
      await input.setValue(typed)
      expect(text()).toBe(typed)
    }
    expect(number.value).toBe(0.000025)
  })

  it('gives way to a value from elsewhere, rounded to four decimals', async () => {
    const { form, number, input, text } = inForm(1)
    await input.setValue('83.633084')
    number.value = 184.5571234
    await form.vm.$nextTick()
    expect(text()).toBe('184.5571')
    number.value = -0.00001
    await form.vm.$nextTick()
    expect(Number(text())).toBe(0)
  })

  it('is NaN once the field is empty, which says to enter a number, and comes back with one', async () => {
    const { form, number, input, text } = inForm(12)
    await input.setValue('')
    expect(number.value).toBeNaN()
    expect(text()).toBe('')
    expect(form.find('.wrong').text()).toBe('enter a number')
    await input.setValue('7')
    expect(number.value).toBe(7)
    expect(form.find('.wrong').exists()).toBe(false)
  })

  it('stays in the field while it is out of bounds, with the bounds below', async () => {
    const { form, input, text } = inForm(0)
    await input.setValue('-361')
    expect(text()).toBe('-361')
    expect(form.find('.wrong').text()).toBe('-360 to 720')
  })
})

describe('what the host says of a number', () => {
  const words = (props: Record<string, unknown>, value: number) =>
    inForm(value, { error: 'no run has so many', ...props })
      .form.find('.wrong')
      .text()

  it('is shown only if the number is within its bounds', () => {
    expect(words({}, 5)).toBe('no run has so many')
    expect(words({ min: 6 }, 5)).toBe('6 to 720')
    expect(words({ whole: true }, 5.5)).toBe('enter a whole number')
  })
})

describe('a field', () => {
  it('passes bounds and step to the browser, and its hint to the pointer', () => {
    const { form, input } = inForm(3, { step: 0.5, hint: 'Galactic longitude' })
    expect(input.attributes()).toMatchObject({ type: 'number', min: '-360', max: '720', step: '0.5' })
    expect(form.find('.field').attributes('title')).toBe('Galactic longitude')
    expect(form.find('.unit').exists()).toBe(false)
  })

  it('has a label of its own, although two have the same name', () => {
    const both = mount(
      defineComponent(
        () => () => [1, 2].map((modelValue) => h(NumberField, { label: 'Width', min: 0, max: 9, modelValue })),
      ),
    )
    const ids = both.findAll('input').map((input) => input.attributes('id'))
    expect(new Set(ids).size).toBe(2)
    expect(both.findAll('label').map((label) => label.attributes('for'))).toEqual(ids)
  })
})
