import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { useFieldErrors } from '../../../src-renderer/composables/use-field-errors.ts'
import { useFormDraft } from '../../../src-renderer/composables/use-form-draft.ts'

/** Runs a composable inside a component, as its scope. */
function inScope<T>(use: () => T) {
  let used: T
  const wrapper = mount({ setup: () => ((used = use()), () => null) })
  return { used: used!, leave: () => wrapper.unmount() }
}

describe('errors of a form', () => {
  const refused = (field?: string) =>
    Promise.reject(new CirrusError('invalid-params', 'low is above high', undefined, { field }))

  it('belong to the field that they name, and to its parents', async () => {
    const { used } = inScope(() => useFieldErrors(() => null))
    expect(await used.attempt(() => refused('space.2.low'))).toBeUndefined()
    expect(used.at('space.2')).toBe('low is above high')
    expect(used.at('space.2.low')).toBe('low is above high')
    expect(used.at('space.20')).toBe('')
    expect(used.at('name')).toBe('')
  })
  it('without a field belong to none, but to the form', async () => {
    const { used } = inScope(() => useFieldErrors(() => null))
    await used.attempt(() => refused())
    expect(used.at('name')).toBe('')
    expect(used.error.value?.message).toBe('low is above high')
  })
  it('disappear when the form changes, however deeply', async () => {
    const form = ref({ space: [{ low: 1 }] })
    const { used } = inScope(() => useFieldErrors(() => form.value))
    await used.attempt(() => refused('space.0.low'))
    form.value.space[0].low = 2
    await nextTick()
    expect(used.error.value).toBeNull()
  })
  it('disappear with the next attempt, whose result is returned', async () => {
    const { used } = inScope(() => useFieldErrors(() => null))
    await used.attempt(() => refused('name'))
    expect(await used.attempt(() => Promise.resolve(7))).toBe(7)
    expect(used.error.value).toBeNull()
  })
})

describe('a half-filled form', () => {
  beforeEach(() => sessionStorage.clear())
  const opened = (address = '/runs/new') => {
    const name = ref<string | null>('')
    const { used, leave } = inScope(() => {
      const draft = useFormDraft<{ name: string }>(address)
      if (draft.left) name.value = draft.left.name
      draft.keep(() => (name.value === null ? null : { name: name.value }))
      return draft
    })
    return { name, draft: used, leave }
  }

  it('is restored with its page', async () => {
    const first = opened()
    first.name.value = 'first light'
    await nextTick()
    first.leave()
    expect(opened().name.value).toBe('first light')
    expect(opened('/studies/new').name.value).toBe('')
  })
  it('is not kept while it is unchanged', async () => {
    const { leave } = opened()
    await nextTick()
    leave()
    expect(opened().draft.left).toBeNull()
  })
  it('is discarded once submitted, and not kept by later changes', async () => {
    const { name, draft, leave } = opened()
    name.value = 'first light'
    await nextTick()
    draft.end()
    name.value = 'second light'
    await nextTick()
    leave()
    expect(opened().draft.left).toBeNull()
  })
})
