import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import RunSettings from '../../../../src-renderer/views/configuration/RunSettings.vue'
import { misfits } from '../../../../src-renderer/views/configuration/setting-fields.ts'
import {
  mainSettings,
  settingGroups,
  settingTable,
} from '../../../../src-renderer/views/configuration/setting-table.ts'
import { demoConfig } from '../../fake/records.ts'
import { freshSettings } from '../../window.ts'

let unmount = () => {}
beforeEach(freshSettings)
afterEach(() => unmount())

type Elsewhere = InstanceType<typeof RunSettings>['$props']['elsewhere']
const show = (changes: Partial<TrainingConfig> = {}, elsewhere: Elsewhere = undefined) => {
  const config = { ...demoConfig, ...changes }
  const wrapper = mount(RunSettings, {
    props: {
      base: demoConfig,
      wrong: misfits(config),
      elsewhere,
      modelValue: config,
      'onUpdate:modelValue': (next: TrainingConfig) =>
        void wrapper.setProps({ modelValue: next, wrong: misfits(next) }),
    },
    attachTo: document.body,
  })
  unmount = () => wrapper.unmount()
  const head = (title: string) => wrapper.findAll('h2 button').find((one) => one.text().includes(title))!
  const labels = () => wrapper.findAll('.setting > label').map((one) => one.text())
  return {
    wrapper,
    head,
    labels,
    config: () => wrapper.props('modelValue'),
    field: (name: string) => wrapper.find(`#setting-${name}`),
  }
}

describe('the settings of a run', () => {
  it('show the main ones, and the others in collapsed groups', () => {
    const { wrapper, labels } = show()
    expect(labels()).toEqual(mainSettings.map((name) => settingTable[name].label))
    const heads = wrapper.findAll('h2 button')
    expect(heads.map((one) => one.attributes('aria-expanded'))).toEqual(settingGroups.map(() => 'false'))
    expect(wrapper.findAll('section').map((one) => one.attributes('aria-label'))).toEqual([
      'Main settings',
      ...settingGroups.map(({ title }) => title),
    ])
  })
  it('expand and collapse a group, whose button names what it controls', async () => {
    const { head, wrapper, labels } = show()
    await head('Evaluation').trigger('click')
    expect(head('Evaluation').attributes('aria-expanded')).toBe('true')
    expect(wrapper.find(`#${head('Evaluation').attributes('aria-controls')}`).exists()).toBe(true)
    expect(labels()).toContain('test every')
    await head('Evaluation').trigger('click')
    expect(labels()).not.toContain('test every')
  })
  it('remember which groups are expanded', async () => {
    const first = show()
    await first.head('Layers').trigger('click')
    unmount()
    expect(show().labels()).toContain('activation')
  })
  it('change one setting without the others', async () => {
    const { field, config } = show()
    await field('learningRate').setValue('3e-4')
    expect(config()).toEqual({ ...demoConfig, learningRate: 3e-4 })
  })
  it('list differences from the preset beside a collapsed group', async () => {
    const { head } = show({ kernel: 7, activation: 'elu', gradientClip: 5 })
    expect(head('Layers').find('.changes').text()).toBe('activation elu · kernel 7')
    expect(head('Optimiser').find('.changes').text()).toBe('gradient clip 5')
    expect(head('Evaluation').find('.changes').exists()).toBe(false)
  })
  it('do not list what the study searches as a difference', () => {
    const { head } = show({ kernel: 7, activation: 'elu' }, { kernel: 'in the search space' })
    expect(head('Layers').find('.changes').text()).toBe('activation elu')
  })
  it('keep a group with an error expanded', async () => {
    const { head, field, labels } = show({ kernel: 12 })
    expect(labels()).toContain('kernel')
    await head('Layers').trigger('click')
    expect(labels()).toContain('kernel')
    await field('kernel').setValue('5')
    await head('Layers').trigger('click')
    expect(labels()).not.toContain('kernel')
  })
  it('show an error at both of two inconsistent fields', async () => {
    const { field, wrapper, head } = show()
    await head('Layers').trigger('click')
    await field('encoderStrides').setValue('2 2')
    expect(wrapper.find('#hint-encoderStrides').text()).toBe('one for each of 3 filters is needed, not 2')
    await field('encoderFilters').setValue('32 16')
    expect(wrapper.find('#hint-encoderStrides').classes()).not.toContain('wrong')
  })
  it('drop an invalid value that no longer has an effect', async () => {
    const { field, config, wrapper, head } = show({ learningRateDecay: 'cosine' })
    await head('Optimiser').trigger('click')
    await field('decayEpochs').setValue('soon')
    expect(wrapper.find('#hint-decayEpochs').classes()).toContain('wrong')
    await field('learningRateDecay').setValue('none')
    expect(config().decayEpochs).toBe(demoConfig.decayEpochs)
    expect(wrapper.find('#hint-decayEpochs').text()).toBe('there is no learning-rate decay')
  })
})
