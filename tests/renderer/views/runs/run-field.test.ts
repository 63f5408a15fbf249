import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import type { Run } from '../../../../src-preload/contract/index.ts'
import CheckpointField from '../../../../src-renderer/views/runs/CheckpointField.vue'
import RunField from '../../../../src-renderer/views/runs/RunField.vue'
import { whyNoAutoencoder } from '../../../../src-shared/model/autoencoder.ts'
import { runs } from '../../fake/records.ts'
import { studies } from '../../fake/study-records.ts'
import { openPage } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())

const trial = (study: string, number: number, loss: number | null): Run => ({
  ...runs[2],
  id: `${study}-${number}`,
  name: `${study}-${number}`,
  studyId: study,
  epoch: 20,
  bestValidationLoss: loss,
})
const own = [runs[2], runs[4]]

const show = async (some: Run[], first: string, wrong = '') => {
  const id = ref(first)
  const Form = defineComponent(
    () => () =>
      h(RunField, { runs: some, wrong, modelValue: id.value, 'onUpdate:modelValue': (to) => (id.value = to) }),
  )
  open = await openPage(Form, '/')
  const selects = () => open.page.findAll('select')
  const options = (at: number) =>
    selects()
      [at]?.findAll('option')
      .map((option) => option.text())
  return { id, selects, options }
}

describe('the run of a form', () => {
  it('is chosen from all single runs, listed with their epoch', async () => {
    const { id, selects, options } = await show(own, 'latent-16')
    expect(options(0)).toEqual(['demo-2026-11-23-a · epoch 100', 'latent-16 · epoch 60'])
    expect(selects()[0].element.value).toBe('latent-16')
    await selects()[0].setValue('demo-2026-11-23-a')
    expect(id.value).toBe('demo-2026-11-23-a')
    expect(selects()).toHaveLength(1)
  })

  it('can be a trial: hundreds of them are one option with the name of their study', async () => {
    const trials = Array.from({ length: 300 }, (_, i) => trial('wide', i, 4000 - i))
    const { id, selects, options } = await show([...own, ...trials, trial('gone', 0, null)], 'latent-16')
    expect(options(0)?.slice(2)).toEqual(['wide · 300 trials', 'gone · 1 trial'])
    expect(selects()).toHaveLength(1)
    await selects()[0].setValue('study wide')
    // The last has the lowest loss, 4000 - 299.
    expect(id.value).toBe('wide-299')
    expect(options(1)?.slice(0, 2)).toEqual(['wide-299 · epoch 20', 'wide-298 · epoch 20'])
    await selects()[1].setValue('wide-7')
    expect(id.value).toBe('wide-7')
    expect(selects()[0].element.value).toBe('study wide')
  })

  it('shows a study by its name', async () => {
    const [study] = studies
    const { options } = await show([...own, trial(study.id, 3, 3000)], 'latent-16')
    await until(() => options(0)?.at(-1) === `${study.name} · 1 trial`)
  })

  it('preselects study and trial for a trial, listing trials without a loss last', async () => {
    const { selects, options } = await show(
      [...own, trial('wide', 1, null), trial('wide', 2, 3300), trial('wide', 3, 3100)],
      'wide-2',
    )
    expect(selects().map(({ element }) => element.value)).toEqual(['study wide', 'wide-2'])
    expect(options(1)?.map((text) => text.split(' ')[0])).toEqual(['wide-3', 'wide-2', 'wide-1'])
  })

  it('can’t be one of which the form says why not', async () => {
    const id = ref('latent-16')
    const flow = { ...runs[2], id: 'flow', name: 'flow', config: { ...runs[2].config, architecture: 'flow' as const } }
    open = await openPage(RunField, '/', {
      runs: [...own, flow],
      modelValue: id.value,
      whyNot: ({ config }: Run) => whyNoAutoencoder(config),
    })
    const last = open.page.findAll('option').at(-1)!
    expect([last.text(), last.element.disabled]).toEqual(['flow · a flow has no encoder and no decoder', true])
    expect(open.page.find('option').element.disabled).toBe(false)
  })

  it('shows the error below', async () => {
    await show(own, 'latent-16', 'latent-16 has no checkpoint yet.')
    expect(open.page.find('.field .wrong').text()).toBe('latent-16 has no checkpoint yet.')
  })
})

describe('the checkpoint of a form', () => {
  const labels = async (run: Run | undefined) => {
    open = await openPage(CheckpointField, '/', { run, modelValue: 'best' })
    return open.page.findAll('option').map((option) => option.text())
  }
  it('names the epochs of the run', async () =>
    expect(await labels(runs[2])).toEqual(['best (epoch 98)', 'last (epoch 100)']))
  it('names no best epoch if none was validated', async () =>
    expect(await labels({ ...runs[2], bestEpoch: null, epoch: 1 })).toEqual(['best', 'last (epoch 1)']))
  it('is offered before the run is known', async () => expect(await labels(undefined)).toEqual(['best', 'last']))
})
