import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { SplitName } from '../../../../../src-preload/contract/index.ts'
import type { PatchFilter } from '../../../../../src-shared/sky/patch-choice/patch-filter.ts'
import GalleryFilter from '../../../../../src-renderer/views/datasets/gallery/GalleryFilter.vue'

type Filter = PatchFilter<SplitName>
function filter(modelValue: Filter = {}, props: object = {}) {
  const page = mount(GalleryFilter, { props: { modelValue, placed: true, standards: true, ...props } })
  const last = () => page.emitted<[Filter]>('update:modelValue')?.at(-1)?.[0]
  const labels = () => page.findAll('[role=group] [role=group]').map((one) => one.attributes('aria-label'))
  const clear = () => page.find<HTMLButtonElement>('button')
  return { page, last, labels, clear }
}

describe('the filter of a gallery', () => {
  it('offers position, mean and contrast', () => {
    expect(filter().labels()).toEqual(['l', 'b', 'mean', 'contrast'])
  })

  it('offers no positions that patches do not have, and no standards that they share', () => {
    expect(filter({}, { placed: false }).labels()).toEqual(['mean', 'contrast'])
    expect(filter({}, { standards: false }).labels()).toEqual(['l', 'b'])
    expect(filter({}, { placed: false, standards: false }).labels()).toEqual([])
  })

  it('sets one range and keeps the others', async () => {
    const { page, last } = filter({ splits: ['test'], lat: [15, null] })
    const input = page.find<HTMLInputElement>('[aria-label="mean from"]')
    input.element.value = '-1'
    await input.trigger('change')
    expect(last()).toEqual({ splits: ['test'], lat: [15, null], mean: [-1, null] })
  })

  it('drops a range without ends, so that the address has no trace of it', async () => {
    const { page, last } = filter({ lat: [15, null] })
    const input = page.find<HTMLInputElement>('[aria-label="b from"]')
    input.element.value = ''
    await input.trigger('change')
    expect(last()).toEqual({})
  })

  it('clears all ranges at once, but not the split', async () => {
    const { clear, last } = filter({ splits: ['test'], lat: [15, null], std: [null, 2] })
    await clear().trigger('click')
    expect(last()).toEqual({ splits: ['test'] })
    expect(filter({ splits: ['test'] }).clear().element.disabled).toBe(true)
  })
})
