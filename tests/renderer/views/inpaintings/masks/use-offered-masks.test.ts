import { beforeEach, describe, expect, it } from 'vitest'
import { ref, type Ref } from 'vue'
import type { MaskChoice } from '../../../../../src-preload/contract/index.ts'
import { useOfferedMasks } from '../../../../../src-renderer/views/inpaintings/masks/use-offered-masks.ts'

const file: MaskChoice = { kind: 'file', path: '/m.npy' }
const saved = (name: string): MaskChoice => ({ kind: 'saved', name })
let masks: Ref<MaskChoice[]>
let offers: ReturnType<typeof useOfferedMasks>
const begin = (...chosen: MaskChoice[]) => {
  masks = ref(chosen)
  offers = useOfferedMasks(masks)
}
const state = () => [offers.offered.value, masks.value]
beforeEach(() => begin({ kind: 'corner' }))

describe('the masks that a form offers', () => {
  it('are those that were chosen when it was left, besides those of Fig. 6', () => {
    begin(file, { kind: 'disc' }, saved('a'))
    expect(offers.offered.value).toEqual([file, saved('a')])
  })

  it('grow by those that are added, which are then chosen alone', () => {
    offers.add(file)
    offers.add(saved('a'))
    expect(state()).toEqual([[file, saved('a')], [saved('a')]])
    offers.add({ ...file })
    expect(state()).toEqual([[file, saved('a')], [file]])
  })

  it('are chosen and not, but never none', () => {
    offers.add(file)
    offers.toggle({ kind: 'disc' })
    offers.toggle(file)
    expect(masks.value).toEqual([{ kind: 'disc' }])
    offers.toggle({ kind: 'disc' })
    expect([masks.value, offers.isChosen({ kind: 'disc' })]).toEqual([[{ kind: 'disc' }], true])
  })

  it('change in their place, chosen or not', () => {
    offers.add(file)
    offers.add(saved('a'))
    offers.replace(file, { ...file, path: '/n.npy' })
    expect(state()).toEqual([[{ ...file, path: '/n.npy' }, saved('a')], [saved('a')]])
    offers.rename('a', 'b')
    expect(state()).toEqual([[{ ...file, path: '/n.npy' }, saved('b')], [saved('b')]])
  })

  it('are not offered twice when one becomes another', () => {
    offers.add(file)
    offers.add(saved('a'))
    offers.toggle(file)
    offers.replace(file, saved('a'))
    expect(state()).toEqual([[saved('a')], [saved('a')]])
  })

  it('leave the disc chosen when the last chosen one is removed', () => {
    offers.add(file)
    offers.remove(file)
    expect(state()).toEqual([[], [{ kind: 'disc' }]])
  })
})
