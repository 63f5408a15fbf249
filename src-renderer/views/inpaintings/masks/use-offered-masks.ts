import { ref, type Ref } from 'vue'
import type { MaskChoice } from '../../../../src-preload/contract/index.ts'
import { figureMasks } from '../../../../src-shared/sky/masks/figure-masks.ts'

const usual: readonly string[] = [...figureMasks, 'all']
const isUsual = ({ kind }: MaskChoice) => usual.includes(kind)
const keyOf = (choice: MaskChoice) => JSON.stringify(choice)
const same = (a: MaskChoice, b: MaskChoice) => keyOf(a) === keyOf(b)

/**
 * The masks that a form offers besides those of Fig. 6 and the one without a hole: added ones stay, chosen or not, until they are removed.
 * @param masks those that are chosen, always at least one
 */
export function useOfferedMasks(masks: Ref<MaskChoice[]>) {
  const offered = ref<MaskChoice[]>(masks.value.filter((choice) => !isUsual(choice)))
  const isChosen = (choice: MaskChoice) => masks.value.some((one) => same(one, choice))
  const toggle = (choice: MaskChoice) => {
    const others = masks.value.filter((one) => !same(one, choice))
    const next = isChosen(choice) ? others : [...others, choice]
    if (next.length > 0) masks.value = next
  }
  /** Offers a mask and chooses it instead of the others. */
  const add = (choice: MaskChoice) => {
    if (!offered.value.some((one) => same(one, choice))) offered.value = [...offered.value, choice]
    masks.value = [choice]
  }
  /** Puts another mask in the place of one, chosen if that was; the same one is not offered twice. */
  const replace = (choice: MaskChoice, by: MaskChoice) => {
    const swap = (list: readonly MaskChoice[]) => {
      const next = list.map((one) => (same(one, choice) ? by : one))
      return next.filter((one, i) => next.findIndex((other) => same(other, one)) === i)
    }
    offered.value = swap(offered.value)
    masks.value = swap(masks.value)
  }
  const remove = (choice: MaskChoice) => {
    offered.value = offered.value.filter((one) => !same(one, choice))
    const rest = masks.value.filter((one) => !same(one, choice))
    masks.value = rest.length > 0 ? rest : [{ kind: 'disc' }]
  }
  /** Follows a mask of the library to its new name. */
  const rename = (name: string, to: string) => replace({ kind: 'saved', name }, { kind: 'saved', name: to })
  return { offered, keyOf, isChosen, toggle, add, replace, remove, rename }
}
