import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { NumberRange } from '../../../../../src-shared/text/number-range.ts'
import RangeField from '../../../../../src-renderer/views/datasets/gallery/RangeField.vue'

function field(modelValue?: NumberRange) {
  const page = mount(RangeField, { props: { label: 'b', unit: '°', modelValue } })
  const type = async (end: 'from' | 'to', value: string) => {
    const input = page.find<HTMLInputElement>(`[aria-label="b ${end}"]`)
    input.element.value = value
    await input.trigger('change')
    const told = page.emitted<[NumberRange | undefined]>('update:modelValue')!.at(-1)![0]
    await page.setProps({ modelValue: told })
    return told
  }
  const shown = () => page.findAll('input').map((one) => one.element.value)
  return { page, type, shown }
}

describe('a range of a number', () => {
  it('is empty at first, and names both of its ends', () => {
    const { page, shown } = field()
    expect(shown()).toEqual(['', ''])
    expect(page.find('[role=group]').attributes('aria-label')).toBe('b')
    expect(page.text()).toContain('°')
  })

  it('is open at the end that is not given', async () => {
    const { type } = field()
    expect(await type('from', '-12.5')).toEqual([-12.5, null])
    expect(await type('to', '30')).toEqual([-12.5, 30])
    expect(await type('from', '')).toEqual([null, 30])
  })

  it('is gone without both ends', async () => {
    const { type, shown } = field([null, 30])
    expect(await type('to', '')).toBeUndefined()
    expect(shown()).toEqual(['', ''])
  })

  it('takes zero as a number', async () => {
    expect(await field().type('to', '0')).toEqual([null, 0])
  })

  it('does not change the range that it was given', async () => {
    const given: NumberRange = [1, 2]
    await field(given).type('to', '5')
    expect(given).toEqual([1, 2])
  })
})
