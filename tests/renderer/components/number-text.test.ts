import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import NumberText from '../../../src-renderer/components/NumberText.vue'

const show = (modelValue: number | null, empty?: string) => {
  const field = mount(NumberText, { props: { label: 'rate', modelValue, empty } })
  return { field, told: () => field.emitted<[number | null]>('update:modelValue')?.at(-1)?.[0] }
}

describe('a typed number', () => {
  it.each([
    [1e-5, '1e-5'],
    [2.5e-4, '2.5e-4'],
    [0.01, '0.01'],
    [512, '512'],
    [0, '0'],
    [NaN, ''],
  ])('%d is written %s', (value, text) => {
    expect(show(value).field.element.value).toBe(text)
  })
  it.each([
    ['1e-5', 1e-5],
    ['0,5', 0.5],
    [' 12 ', 12],
    ['-3', -3],
    ['some', NaN],
    ['', NaN],
  ])('%s is read as %d', async (text, value) => {
    const { field, told } = show(1)
    await field.find('input').setValue(text)
    expect(told()).toBe(value)
  })
  it('is null for an empty field, if that has a meaning', async () => {
    const { field, told } = show(1, 'by itself')
    await field.find('input').setValue('  ')
    expect(told()).toBeNull()
    expect(field.attributes('placeholder')).toBe('by itself')
  })
  it('stays as typed while its value is the same, and follows a new value', async () => {
    const { field } = show(1)
    await field.find('input').setValue('1.50')
    await field.setProps({ modelValue: 1.5 })
    expect(field.element.value).toBe('1.50')
    await field.setProps({ modelValue: 2 })
    expect(field.element.value).toBe('2')
  })
  it('is marked invalid while it is not a number', async () => {
    const { field } = show(1)
    await field.setProps({ modelValue: NaN })
    expect(field.attributes('aria-invalid')).toBe('true')
  })
})
