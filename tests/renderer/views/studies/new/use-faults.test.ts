import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import { paperSpace } from '../../../../../src-shared/study/search-space.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { standardPlan } from '../../../../../src-renderer/views/studies/new/recipes.ts'
import { useFaults } from '../../../../../src-renderer/views/studies/new/use-faults.ts'
import { demoConfig } from '../../../fake/records.ts'

function faultsOf(changes: Partial<ReturnType<typeof standardPlan>> = {}, base = demoConfig) {
  const draft = ref<({ base: typeof demoConfig } & ReturnType<typeof standardPlan>) | null>({
    ...standardPlan(),
    ...changes,
    base,
  })
  const name = ref('')
  let used: ReturnType<typeof useFaults>
  mount({ setup: () => ((used = useFaults(draft, name)), () => null) })
  const refuse = (message: string, field?: string) =>
    used.attempt(() => Promise.reject(new CirrusError('refused', message, undefined, { field })))
  return { ...used!, draft, name, refuse }
}

describe('the errors of a study', () => {
  it('are none at first', () => {
    const { faults, refused, busy } = faultsOf()
    expect(faults.value).toEqual({ space: {}, objective: '', name: '', executor: '' })
    expect(refused.value).toBeNull()
    expect(busy.value).toBe(false)
  })
  it('are none while there is no configuration yet', () => {
    const { faults, draft } = faultsOf()
    draft.value = null
    expect(faults.value).toEqual({ space: {}, objective: '', name: '', executor: '' })
  })
  it('in the space are found here, by index of the parameter', () => {
    const { faults } = faultsOf({ space: [paperSpace[0], { kind: 'int', name: 'kernel', low: 5, high: 3 }] })
    expect(Object.keys(faults.value.space)).toEqual(['1'])
    expect(faults.value.space[1]).toContain('the lower bound is above the upper one')
  })
  it('of the host are at their field, in place of those found here', async () => {
    const { faults, refuse } = faultsOf()
    await refuse('The kernel does not fit.', 'space.2.choices')
    expect(faults.value.space).toEqual({ 2: 'The kernel does not fit.' })
    await refuse('A study named a already exists.', 'name')
    expect(faults.value).toMatchObject({ space: {}, name: 'A study named a already exists.' })
    await refuse('There is no Slurm profile "night".', 'executor.profile')
    expect(faults.value.executor).toBe('There is no Slurm profile "night".')
  })
  it('without a field belong to the form', async () => {
    const { refused, refuse, faults } = faultsOf()
    await refuse('The disk is full.')
    expect(refused.value).toBe('The disk is full.')
    expect(faults.value.name).toBe('')
  })
  it('disappear when the study or its name changes', async () => {
    const { refused, refuse, name, draft } = faultsOf()
    await refuse('A study named a already exists.', 'name')
    name.value = 'b'
    await nextTick()
    expect(refused.value).toBeNull()
    await refuse('A study named b already exists.', 'name')
    draft.value!.budget = 7
    await nextTick()
    expect(refused.value).toBeNull()
  })
  it('are unknown until the host answers', async () => {
    const { attempt, busy } = faultsOf()
    let answer = (_: string) => {}
    const answered = attempt(() => new Promise<string>((resolve) => (answer = resolve)))
    expect(busy.value).toBe(true)
    answer('begun')
    expect(await answered).toBe('begun')
    expect(busy.value).toBe(false)
  })
})

describe('an objective of the test patches', () => {
  const objective = { metric: 'testLoss', epoch: 'best' } as const
  const of = (testEvery: number, epochs: number) =>
    faultsOf({ objective, epochs }, { ...demoConfig, testEvery }).faults.value.objective
  it('needs them to be evaluated', () => {
    expect(of(0, 20)).toBe('The test patches are never evaluated: set “test every” to at most 20.')
    expect(of(21, 20)).toContain('at most 20')
  })
  it('is valid from the first epoch at which they are', () => {
    expect(of(20, 20)).toBe('')
    expect(of(1, 1)).toBe('')
  })
  it('does not affect other metrics', () => {
    const { faults } = faultsOf(
      { objective: { metric: 'validationKl', epoch: 'last' } },
      { ...demoConfig, testEvery: 0 },
    )
    expect(faults.value.objective).toBe('')
  })
})
