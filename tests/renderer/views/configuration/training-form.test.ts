import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { presetSchema } from '../../../../src-shared/model/configuration.ts'
import DatasetField from '../../../../src-renderer/views/configuration/DatasetField.vue'
import PresetChoice from '../../../../src-renderer/views/configuration/PresetChoice.vue'
import TrainingForm from '../../../../src-renderer/views/configuration/TrainingForm.vue'
import { datasets } from '../../fake/records.ts'

let unmount = () => {}
afterEach(() => unmount())

type Given = Partial<InstanceType<typeof TrainingForm>['$props']>
const show = (given: Given = {}) => {
  const routes = [{ path: '/:all(.*)', component: { template: '' } }]
  const wrapper = mount(TrainingForm, {
    props: {
      phase: 'ready',
      datasets: 1,
      need: 'Every trial is trained on patches cut from a map.',
      command: 'cirrus train /data/demo',
      wrong: '',
      note: 'You can stop it at any time.',
      back: '/runs',
      action: 'Start training',
      ready: true,
      busy: false,
      ...given,
    },
    slots: { default: '<p class="own">fields</p>', aside: '<aside>summary</aside>' },
    global: { plugins: [createRouter({ history: createMemoryHistory(), routes })] },
  })
  unmount = () => wrapper.unmount()
  return wrapper
}
const start = (form: ReturnType<typeof show>) => form.find<HTMLButtonElement>('button.primary')

describe('the form that starts training', () => {
  it('has its fields, the summary beside them, and the equivalent command', () => {
    const form = show()
    expect(form.find('.own').exists()).toBe(true)
    expect(form.find('aside').text()).toBe('summary')
    expect(form.find('.command code').text()).toBe('cirrus train /data/demo')
    expect(form.find('.foot').text()).toContain('You can stop it at any time.')
  })
  it('starts with the button, and with Enter in a field', async () => {
    const form = show()
    expect(start(form).text()).toBe('Start training')
    await form.find('form').trigger('submit')
    expect(form.emitted('start')).toHaveLength(1)
  })
  it('shows the error in the footer, instead of the note', () => {
    const form = show({ wrong: 'seed: needed: a whole number', ready: false, command: null })
    expect(form.find('[role="alert"]').text()).toBe('▲ seed: needed: a whole number')
    expect(form.text()).not.toContain('You can stop it at any time.')
    expect(start(form).element.disabled).toBe(true)
    expect(form.find('.command').exists()).toBe(false)
  })
  it('cannot be submitted twice', () => {
    expect(start(show({ busy: true })).element.disabled).toBe(true)
  })
  it('goes back with Cancel, which discards the draft', async () => {
    const form = show()
    const cancel = form.findAll('a').find((one) => one.text() === 'Cancel')!
    expect(cancel.attributes('href')).toBe('/runs')
    await cancel.trigger('click')
    expect(form.emitted('cancel')).toHaveLength(1)
  })
  it('keeps its layout while it loads', () => {
    const form = show({ phase: 'loading', datasets: 0 })
    expect(form.find('form').exists()).toBe(false)
    expect(form.text()).not.toContain('Create a dataset first')
  })
  it('leads to a new dataset if there is none', () => {
    const form = show({ datasets: 0 })
    expect(form.text()).toContain('Create a dataset first')
    expect(form.text()).toContain('Every trial is trained on patches cut from a map.')
    expect(form.find('a').attributes('href')).toBe('/datasets?new')
  })
})

describe('the dataset to train on', () => {
  const known = [datasets[0], { ...datasets[0], id: 'taurus', name: 'taurus' }]
  const field = (wrong = '') => mount(DatasetField, { props: { datasets: known, modelValue: known[0].id, wrong } })
  it('is listed by name, with the size and number of its patches', () => {
    const { name, recipe, count } = datasets[0]
    const words = field().find('option').text().replaceAll('\u202f', '')
    expect(words).toBe(`${name} · ${recipe.size} px · ${count} patches`)
  })
  it('is emitted when another one is chosen', async () => {
    const wrapper = field()
    await wrapper.find('select').setValue('taurus')
    expect(wrapper.emitted('update:modelValue')).toEqual([['taurus']])
  })
  it('shows the host’s error about it', () => {
    expect(field('Its folder is gone.').find('[role="alert"]').text()).toBe('Its folder is gone.')
  })
})

describe('the preset', () => {
  it('is one of the contract’s, side by side', async () => {
    const wrapper = mount(PresetChoice, { props: { modelValue: 'demo' } })
    expect(wrapper.findAll('button').map((one) => one.text())).toEqual(presetSchema.options)
    expect(wrapper.find('[aria-pressed="true"]').text()).toBe('demo')
    await wrapper
      .findAll('button')
      .find((one) => one.text() === 'paper')!
      .trigger('click')
    expect(wrapper.emitted('update:modelValue')).toEqual([['paper']])
  })
})
