import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick, reactive } from 'vue'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import SettingField from '../../../../src-renderer/views/configuration/SettingField.vue'
import { withSetting } from '../../../../src-renderer/views/configuration/setting-fields.ts'
import type { SettingName } from '../../../../src-renderer/views/configuration/setting-table.ts'
import { demoConfig } from '../../fake/records.ts'

type Given = Partial<InstanceType<typeof SettingField>['$props']>
let unmount = () => {}
afterEach(() => unmount())

/** A field whose form accepts what is typed, as the page does. */
const show = (name: SettingName, changes: Partial<TrainingConfig> = {}, given: Given = {}) => {
  const props = reactive({ name, config: { ...demoConfig, ...changes }, base: demoConfig, ...given })
  const typed: string[] = []
  const wrapper = mount(SettingField, {
    props: {
      ...props,
      onType: (text: string) => {
        typed.push(text)
        void wrapper.setProps({ config: withSetting(wrapper.props('config'), demoConfig, name, text) })
      },
    },
    attachTo: document.body,
  })
  unmount = () => wrapper.unmount()
  return {
    wrapper,
    typed,
    input: () => wrapper.find<HTMLInputElement>('input, select'),
    hint: () => wrapper.find('.hint'),
  }
}

describe('the field of a setting', () => {
  it('has its label, unit, description and range', () => {
    const { wrapper, input, hint } = show('batchSize')
    expect(wrapper.find('label').text()).toBe('batch size')
    expect(wrapper.find('label').attributes('for')).toBe(input().attributes('id'))
    expect(wrapper.find('.unit').text()).toBe('patches')
    expect(input().element.value).toBe('8')
    expect(hint().text()).toBe('per step of Adam · 1 to 512')
    expect(input().attributes('aria-describedby')).toBe(hint().attributes('id'))
  })
  it('of a list gives the range of each number', () => {
    const { input, hint } = show('encoderFilters')
    expect(input().element.value).toBe('64, 32, 16')
    expect(hint().text()).toMatch(/^one convolution each · each /)
  })
  it('without a value is empty and says what that means', () => {
    const { input } = show('earlyStopEpochs')
    expect(input().element.value).toBe('')
    expect(input().attributes('placeholder')).toBe('never')
  })
  it('of a switch is a checkbox', async () => {
    const { input, typed } = show('augment')
    expect(input().attributes('type')).toBe('checkbox')
    expect(input().element.checked).toBe(true)
    await input().setValue(false)
    expect(typed).toEqual(['false'])
    expect(input().element.checked).toBe(false)
  })
  it('of a choice is a list of its options', async () => {
    const { wrapper, input, typed } = show('learningRateDecay')
    expect(wrapper.findAll('option').map((one) => one.text())).toContain('cosine')
    await input().setValue('cosine')
    expect(typed).toEqual(['cosine'])
  })
  it('requests a numeric keyboard only if just numbers are accepted', () => {
    expect(show('learningRate').input().attributes('inputmode')).toBe('decimal')
    unmount()
    expect(show('likelihoodWidth').input().attributes('inputmode')).toBe('text')
    unmount()
    expect(show('decoderStrides').input().attributes('inputmode')).toBe('text')
  })
})

describe('typed text', () => {
  it('stays as typed while its value is the same', async () => {
    const { input, wrapper } = show('learningRate')
    await input().setValue('1e-4')
    expect(wrapper.props('config').learningRate).toBe(1e-4)
    expect(input().element.value).toBe('1e-4')
    await input().setValue('5e-')
    expect(wrapper.props('config').learningRate).toBeNaN()
    expect(input().element.value).toBe('5e-')
  })
  it('is replaced when the setting changes elsewhere', async () => {
    const { input, wrapper } = show('latentDimension')
    await input().setValue('64')
    await wrapper.setProps({ config: { ...demoConfig, latentDimension: 16 } })
    expect(input().element.value).toBe('16')
  })
  it('that is invalid shows an error instead of the hint, and marks the field', async () => {
    const { wrapper, input, hint } = show('kernel')
    expect(input().attributes('aria-invalid')).toBe('false')
    await wrapper.setProps({ wrong: 'needed: a whole number, 1 to 9' })
    expect(hint().text()).toBe('needed: a whole number, 1 to 9')
    expect(hint().classes()).toContain('wrong')
    expect(input().attributes('aria-invalid')).toBe('true')
  })
})

describe('a setting without effect', () => {
  it('is disabled and says why', () => {
    const { wrapper, input, hint } = show('denseWidth', { architecture: 'spatial' })
    expect(input().element.disabled).toBe(true)
    expect(hint().text()).toBe('spatial has no dense layer')
    expect(wrapper.classes()).toContain('idle')
  })
  it('is disabled if it is set elsewhere, and cannot be reset', () => {
    const { wrapper, input, hint } = show('epochs', { epochs: 7 }, { elsewhere: 'epochs per trial, below' })
    expect(input().element.disabled).toBe(true)
    expect(hint().text()).toBe('epochs per trial, below')
    expect(wrapper.find('button').exists()).toBe(false)
  })
  it('is enabled when the setting it depends on is switched on', async () => {
    const { wrapper, input } = show('decayFloor')
    expect(input().element.disabled).toBe(true)
    await wrapper.setProps({ config: { ...demoConfig, learningRateDecay: 'cosine' } })
    expect(input().element.disabled).toBe(false)
  })
})

describe('a setting that differs from the preset', () => {
  it('is marked, and has a reset button that names the preset’s value', async () => {
    const { wrapper, input, typed } = show('latentDimension', { latentDimension: 64 })
    expect(wrapper.classes()).toContain('own')
    const back = wrapper.find('button')
    expect(back.attributes('title')).toBe('Reset to 32, as in the preset')
    expect(back.attributes('aria-label')).toContain('latent dimension')
    await back.trigger('click')
    await nextTick()
    expect(typed).toEqual(['32'])
    expect(input().element.value).toBe('32')
    expect(wrapper.find('button').exists()).toBe(false)
  })
  it('gets the focus after a reset, since the button disappears', async () => {
    const { wrapper, input } = show('seed', { seed: 5 })
    await wrapper.find('button').trigger('click')
    expect(document.activeElement).toBe(input().element)
  })
  it.each([
    ['likelihoodWidth', { likelihoodWidth: 'learned' }, 'Reset to sum of squares, as in the preset'],
    ['earlyStopEpochs', { earlyStopEpochs: 5 }, 'Reset to never, as in the preset'],
    ['encoderFilters', { encoderFilters: [8, 8, 8] }, 'Reset to 64, 32, 16, as in the preset'],
    ['augment', { augment: false }, 'Reset to yes, as in the preset'],
  ] as [SettingName, Partial<TrainingConfig>, string][])('%s names what it had', (name, changes, title) => {
    expect(show(name, changes).wrapper.find('button').attributes('title')).toBe(title)
  })
})
