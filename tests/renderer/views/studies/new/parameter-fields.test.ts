import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { SearchParameter } from '../../../../../src-shared/study/search-space.ts'
import ChoicesField from '../../../../../src-renderer/views/studies/new/ChoicesField.vue'
import ParameterFields from '../../../../../src-renderer/views/studies/new/ParameterFields.vue'
import { demoConfig } from '../../../fake/records.ts'

let unmount = () => {}
afterEach(() => unmount())

const rate: SearchParameter = { kind: 'float', name: 'learningRate', low: 1e-5, high: 1e-2, log: true }
const kernel: SearchParameter = { kind: 'categorical', name: 'kernel', choices: [3, 5], ordered: true }
const width: SearchParameter = { kind: 'int', name: 'denseWidth', low: 32, high: 512, step: 32 }

const show = (parameter: SearchParameter, earlier: SearchParameter[] = [], fault = '') => {
  const wrapper = mount(ParameterFields, {
    props: {
      modelValue: parameter,
      'onUpdate:modelValue': (next: SearchParameter) => void wrapper.setProps({ modelValue: next }),
      earlier,
      base: demoConfig,
      fault,
    },
  })
  unmount = () => wrapper.unmount()
  const labelled = (label: string) => wrapper.find<HTMLInputElement>(`[aria-label="${label}"]`)
  const tick = (words: string) =>
    wrapper
      .findAll('label')
      .find((one) => one.text() === words)!
      .find<HTMLInputElement>('input')
  return { wrapper, labelled, tick, now: () => wrapper.props('modelValue') }
}

describe('a range', () => {
  it('shows its bounds as text, small ones in scientific notation', () => {
    const { labelled, tick } = show(rate)
    expect(labelled('learning rate: from').element.value).toBe('1e-5')
    expect(labelled('learning rate: to').element.value).toBe('0.01')
    expect(tick('log').element.checked).toBe(true)
  })
  it('loses its step when it becomes logarithmic, and gets none back', async () => {
    const { labelled, tick, now } = show(width)
    expect(labelled('dense width: step').element.value).toBe('32')
    await tick('log').setValue(true)
    expect(now()).toEqual({ ...width, log: true, step: undefined })
    expect(labelled('dense width: step').exists()).toBe(false)
    await tick('log').setValue(false)
    expect(labelled('dense width: step').element.value).toBe('')
  })
  it('explains an empty step: the next whole number, or any number', async () => {
    const { labelled, wrapper } = show({ ...width, step: undefined } as SearchParameter)
    expect(labelled('dense width: step').attributes('placeholder')).toBe('step 1')
    await wrapper.setProps({ modelValue: { kind: 'float', name: 'klWeight', low: 0, high: 1 } })
    expect(labelled('KL weight: step').attributes('placeholder')).toBe('no step')
  })
  it('marks a bound that is not a number', async () => {
    const { labelled, now } = show(rate)
    await labelled('learning rate: from').setValue('low')
    expect(now()).toMatchObject({ low: NaN })
    expect(labelled('learning rate: from').attributes('aria-invalid')).toBe('true')
  })
  it('of real numbers can be replaced by choices, and back', async () => {
    const { labelled, now } = show(rate)
    await labelled('learning rate: kind').setValue('categorical')
    expect(now()).toMatchObject({ kind: 'categorical', choices: [demoConfig.learningRate] })
    await labelled('learning rate: kind').setValue('float')
    expect(now()).toEqual(rate)
  })
})

describe('choices', () => {
  it('of numbers can be ordered', async () => {
    const { tick, now } = show(kernel)
    expect(tick('ordered').element.checked).toBe(true)
    await tick('ordered').setValue(false)
    expect(now()).toMatchObject({ choices: [3, 5], ordered: undefined })
  })
  it('of words are not ordered, and have no other kind', () => {
    const { wrapper, labelled } = show({ kind: 'categorical', name: 'activation', choices: ['relu', 'elu'] })
    expect(labelled('activation: kind').exists()).toBe(false)
    expect(wrapper.text()).not.toContain('ordered')
    expect(labelled('activation: choices').attributes('role')).toBe('group')
  })
})

describe('a condition', () => {
  it('is not offered for the first parameter, which cannot move up either', () => {
    const { labelled } = show(rate)
    expect(labelled('learning rate: active when').exists()).toBe(false)
    expect(labelled('learning rate: move up').element.disabled).toBe(true)
  })
  it('starts with the first choice of the parameter it depends on', async () => {
    const { labelled, now } = show(rate, [kernel])
    await labelled('learning rate: active when').setValue('kernel')
    expect(now().when).toEqual({ parameter: 'kernel', values: [3] })
    await labelled('learning rate: active when').setValue('')
    expect(now().when).toBeUndefined()
  })
  it('on a range accepts typed values', async () => {
    const { labelled, now } = show(rate, [width])
    await labelled('learning rate: active when').setValue('denseWidth')
    expect(now().when).toEqual({ parameter: 'denseWidth', values: [] })
    await labelled('learning rate: when dense width is').setValue('64 / 128')
    expect(now().when?.values).toEqual([64, 128])
  })
})

describe('the row of a parameter', () => {
  it('shows the range of the setting, or the error', async () => {
    const { wrapper } = show(rate)
    expect(wrapper.find('.below .faint').text()).toContain('a number, above 0, up to 1')
    await wrapper.setProps({ fault: 'the lower bound is above the upper one' })
    expect(wrapper.find('[role="alert"]').text()).toBe('the lower bound is above the upper one')
    expect(wrapper.classes()).toContain('failure')
    expect(wrapper.find('.below .faint').exists()).toBe(false)
  })
  it('has buttons to move it up and remove it, labelled with its name', async () => {
    const { wrapper, labelled } = show(rate, [kernel])
    await labelled('learning rate: move up').trigger('click')
    await labelled('learning rate: remove').trigger('click')
    expect(wrapper.emitted('up')).toHaveLength(1)
    expect(wrapper.emitted('remove')).toHaveLength(1)
  })
})

describe('a field of choices', () => {
  const field = (props: InstanceType<typeof ChoicesField>['$props']) => {
    const wrapper = mount(ChoicesField, { props })
    return { wrapper, told: () => wrapper.emitted('update:modelValue')?.at(-1)?.[0] }
  }
  it('labels switches yes and no', () => {
    const { wrapper } = field({ name: 'augment', label: 'a', modelValue: [true] })
    expect(wrapper.findAll('label').map((one) => one.text())).toEqual(['yes', 'no'])
  })
  it('keeps the setting’s order, whichever is ticked first', async () => {
    const { wrapper, told } = field({ name: 'learningRateDecay', label: 'a', modelValue: ['cosine'] })
    await wrapper.findAll('input')[0].setValue(true)
    expect(told()).toEqual(['none', 'cosine'])
  })
  it('offers only the allowed choices', () => {
    const { wrapper } = field({ name: 'kernel', label: 'a', modelValue: [3], among: [3, 5] })
    expect(wrapper.findAll('label').map((one) => one.text())).toEqual(['3', '5'])
  })
  it('keeps what is typed, including a trailing separator', async () => {
    const { wrapper, told } = field({ name: 'kernel', label: 'a', modelValue: [3] })
    await wrapper.find('input').setValue('3 / ')
    expect(told()).toEqual([3])
    expect(wrapper.find('input').element.value).toBe('3 / ')
  })
  it('emits a word that is not a number unchanged, so that it can be refused', async () => {
    const { wrapper, told } = field({ name: 'kernel', label: 'a', modelValue: [3] })
    await wrapper.find('input').setValue('3 / wide')
    expect((told() as unknown[]).length).toBe(2)
    expect((told() as unknown[])[0]).toBe(3)
  })
  it('follows another setting', async () => {
    const { wrapper } = field({ name: 'kernel', label: 'a', modelValue: [3, 5] })
    await wrapper.setProps({ name: 'batchSize', modelValue: [8, 16] })
    expect(wrapper.find('input').element.value).toBe('8 / 16')
  })
})
