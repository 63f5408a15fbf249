import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { provideLinkedTrials, useLinkedTrials } from '../../../../../src-renderer/views/studies/charts/linked-trials.ts'
import type { LinkedTrials } from '../../../../../src-renderer/views/studies/charts/linked-trials.ts'
import { byNumber, byValue, trial } from '../trial-examples.ts'

const trials = [trial(1, 10), trial(2, 20), trial(3, 30), trial(4, null, { state: 'failed' })]
/** A page with its selection, and a chart inside it that shares it. */
function page(address: number | null = null) {
  const open = ref(address)
  const known = ref({ trials, scales: [byNumber, byValue] })
  let ours: LinkedTrials
  let theirs: LinkedTrials
  const Drawing = defineComponent({ setup: () => ((theirs = useLinkedTrials()), () => null) })
  mount({
    setup: () => ((ours = provideLinkedTrials(open, () => known.value)), () => h(Drawing)),
  })
  return { ...ours!, inside: theirs!, open, known, chosen: () => [...ours.selected.value] }
}

describe('the selection of trials', () => {
  it('is shared by the page and all its charts', () => {
    const { inside, chosen, hovered } = page()
    inside.select([2, 3])
    expect(chosen()).toEqual([2, 3])
    inside.hovered.value = 1
    expect(hovered.value).toBe(1)
  })
  it('starts with the trial in the address, and follows it', () => {
    const { open, chosen } = page(3)
    expect(chosen()).toEqual([3])
    open.value = 1
    expect(chosen()).toEqual([1])
    open.value = null
    expect(chosen()).toEqual([])
  })
  it('is in the address for one trial, but not for several', () => {
    const { select, open, chosen } = page()
    select([2])
    expect(open.value).toBe(2)
    select([2, 3])
    expect(open.value).toBeNull()
    expect(chosen()).toEqual([2, 3])
    select([])
    expect(chosen()).toEqual([])
  })
  it('grows by added trials, and loses one that is added again', () => {
    const { select, chosen, open } = page()
    select([1])
    select([2, 3], true)
    expect(chosen()).toEqual([1, 2, 3])
    select([2], true)
    expect(chosen()).toEqual([1, 3])
    select([1], true)
    expect(chosen()).toEqual([3])
    expect(open.value).toBe(3)
    select([3], true)
    expect(chosen()).toEqual([])
  })
  it('keeps all trials of a lasso, including selected ones', () => {
    const { select, chosen } = page()
    select([1, 2])
    select([1, 2], true)
    expect(chosen()).toEqual([1, 2])
  })
})

describe('brushes', () => {
  it('select the trials within all of them', () => {
    const { brush, chosen } = page()
    brush('number', [1.5, 4.5])
    expect(chosen()).toEqual([2, 3, 4])
    brush('value', [0, 25])
    expect(chosen()).toEqual([2])
    brush('value', null)
    expect(chosen()).toEqual([2, 3, 4])
  })
  it('replace a selection by hand, and vice versa', () => {
    const { brush, select, chosen, brushes, open } = page(1)
    brush('number', [2.5, 4.5])
    expect(open.value).toBeNull()
    expect(chosen()).toEqual([3, 4])
    select([1])
    expect(brushes.value.size).toBe(0)
    expect(chosen()).toEqual([1])
  })
  it('include trials that arrive while the study runs', () => {
    const { brush, chosen, known } = page()
    brush('number', [2.5, 9])
    known.value = { ...known.value, trials: [...trials, trial(5, 1)] }
    expect(chosen()).toEqual([3, 4, 5])
  })
  it('without trials inside select none', () => {
    const { brush, chosen, brushes } = page()
    brush('value', [500, 600])
    expect(chosen()).toEqual([])
    expect(brushes.value.get('value')).toEqual([500, 600])
  })
})
