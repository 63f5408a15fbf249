import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { prunerSchema, samplerSchema } from '../../../../../src-shared/study/specification.ts'
import type { PrunerChoice, SamplerChoice } from '../../../../../src-shared/study/specification.ts'
import PrunerFields from '../../../../../src-renderer/views/studies/new/PrunerFields.vue'
import SamplerFields from '../../../../../src-renderer/views/studies/new/SamplerFields.vue'
import { prunerWords, samplerWords } from '../../../../../src-renderer/views/studies/study-words.ts'

const pruning = (modelValue: PrunerChoice) => mount(PrunerFields, { props: { modelValue } })
const sampling = (modelValue: SamplerChoice) => mount(SamplerFields, { props: { modelValue } })
type Fields = ReturnType<typeof pruning> | ReturnType<typeof sampling>
const changed = (fields: Fields) => fields.emitted('update:modelValue')?.at(-1)?.[0]
const numbers = (fields: Fields) =>
  fields.findAll<HTMLInputElement>('input').map(({ element }) => Number(element.value))

describe('the pruner of a study', () => {
  it('is one of several, each explained in a line', () => {
    const fields = pruning({ kind: 'none' })
    expect(fields.findAll('option').map((one) => one.attributes('value'))).toEqual([
      'none',
      'median',
      'successive-halving',
    ])
    expect(fields.find('p').text()).toBe(prunerWords.none.meaning)
    expect(numbers(fields)).toEqual([])
  })

  it('starts with its own defaults when chosen', async () => {
    const fields = pruning({ kind: 'none' })
    await fields.find('select').setValue('median')
    expect(changed(fields)).toEqual({ kind: 'median', startupTrials: 5, warmupEpochs: 0 })
    await fields.find('select').setValue('successive-halving')
    expect(changed(fields)).toEqual({ kind: 'successive-halving', firstRung: 1, reductionFactor: 4 })
  })

  it('shows and changes the patience of the median', async () => {
    const fields = pruning(prunerSchema.parse({ kind: 'median', startupTrials: 8, warmupEpochs: 3 }))
    expect(numbers(fields)).toEqual([8, 3])
    await fields.findAll('input')[1].setValue('6')
    expect(changed(fields)).toEqual({ kind: 'median', startupTrials: 8, warmupEpochs: 6 })
  })

  it('shows and changes the rungs of successive halving', async () => {
    const fields = pruning(prunerSchema.parse({ kind: 'successive-halving', firstRung: 2, reductionFactor: 3 }))
    expect(numbers(fields)).toEqual([2, 3])
    await fields.findAll('input')[0].setValue('5')
    expect(changed(fields)).toEqual({ kind: 'successive-halving', firstRung: 5, reductionFactor: 3 })
  })
})

describe('the sampler of a study', () => {
  it('has options only if it has a model', () => {
    for (const kind of ['keras-tuner', 'sobol', 'random'] as const) {
      const fields = sampling(samplerSchema.parse({ kind }))
      expect(fields.findAll('input'), kind).toEqual([])
      expect(fields.find('p').text()).toBe(samplerWords[kind].meaning)
    }
    expect(sampling(samplerSchema.parse({ kind: 'gp-ei' })).findAll('input')).toHaveLength(1)
    expect(sampling(samplerSchema.parse({ kind: 'gp-lcb' })).findAll('input')).toHaveLength(2)
  })

  it('keeps its startup trials when only the acquisition function changes', async () => {
    const fields = sampling({ kind: 'gp-ei', startupTrials: 12 })
    await fields.find('select').setValue('gp-lcb')
    expect(changed(fields)).toEqual({ kind: 'gp-lcb', startupTrials: 12, beta: 2 })
  })

  it('shows an error for an invalid number of startup trials', () => {
    const wrong = (startupTrials: number) => sampling({ kind: 'gp-ei', startupTrials }).find('.wrong')
    expect(wrong(0).text()).toBe('1 to 1000, or empty')
    expect(wrong(2.5).text()).toBe('1 to 1000, or empty')
    expect(wrong(1).exists()).toBe(false)
    expect(sampling({ kind: 'gp-ei', startupTrials: null }).find('.wrong').exists()).toBe(false)
  })
})
