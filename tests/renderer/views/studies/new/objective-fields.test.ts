import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { ArchitectureName } from '../../../../../src-shared/model/configuration.ts'
import type { StudyObjective } from '../../../../../src-shared/study/specification.ts'
import ObjectiveFields from '../../../../../src-renderer/views/studies/new/ObjectiveFields.vue'
import { metricWords } from '../../../../../src-renderer/views/studies/study-words.ts'

const objective: StudyObjective = { metric: 'validationLoss', epoch: 'best' }
const show = (wrong?: string, architecture: ArchitectureName = 'paper') =>
  mount(ObjectiveFields, { props: { objective, direction: 'minimise', architecture, wrong } })
const last = (fields: ReturnType<typeof show>, name: string) => fields.emitted(`update:${name}`)?.at(-1)?.[0]
const press = (fields: ReturnType<typeof show>, text: string) =>
  fields
    .findAll('button')
    .find((one) => one.text() === text)!
    .trigger('click')

describe('the objective of a study', () => {
  it('is one of the metrics, with labels', () => {
    const fields = show()
    expect(fields.findAll('option').map((one) => one.text())).toEqual(
      Object.values(metricWords('paper')).map(({ label }) => label),
    )
    expect(fields.find('p').text()).toBe(metricWords('paper').validationLoss.meaning)
  })

  it('is named after the loss of the model', () => {
    expect(show('', 'flow').find('option').text()).toBe('validation velocity error')
  })

  it('switches to higher for the one metric where higher is better, and back', async () => {
    const fields = show()
    await fields.find('select').setValue('imagesPerSecond')
    expect(last(fields, 'objective')).toEqual({ metric: 'imagesPerSecond', epoch: 'best' })
    expect(last(fields, 'direction')).toBe('maximise')
    await fields.find('select').setValue('testReconstruction')
    expect(last(fields, 'direction')).toBe('minimise')
  })

  it('uses the best or the last epoch, in either direction', async () => {
    const fields = show()
    await press(fields, 'last')
    expect(last(fields, 'objective')).toEqual({ ...objective, epoch: 'last' })
    await press(fields, 'higher')
    expect(last(fields, 'direction')).toBe('maximise')
  })

  it('shows the error of its metric instead of its meaning', () => {
    const fields = show('Test patches are never evaluated.')
    expect(fields.find('[role=alert]').text()).toBe('Test patches are never evaluated.')
    expect(fields.text()).not.toContain(metricWords('paper').validationLoss.meaning)
  })
})
