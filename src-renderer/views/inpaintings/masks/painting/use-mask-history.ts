import { computed, shallowRef } from 'vue'

/** Steps that can be undone. */
const most = 200

/** A mask that is changed step by step: uint8 [size, size], 1 = observed, 0 = hole. Arrays are never changed in place. */
export function useMaskHistory(begin: Uint8Array) {
  const mask = shallowRef(begin)
  const past = shallowRef<readonly Uint8Array[]>([])
  const future = shallowRef<readonly Uint8Array[]>([])

  /** Makes a change that can be undone; one that changes nothing is no step. @param from before it, where that is not now */
  const change = (next: Uint8Array, from = mask.value) => {
    mask.value = next
    if (next.every((pixel, i) => pixel === from[i])) return
    past.value = [...past.value, from].slice(-most)
    future.value = []
  }
  const undo = () => {
    const before = past.value.at(-1)
    if (!before) return
    future.value = [mask.value, ...future.value]
    past.value = past.value.slice(0, -1)
    mask.value = before
  }
  const redo = () => {
    const [after, ...rest] = future.value
    if (!after) return
    past.value = [...past.value, mask.value]
    future.value = rest
    mask.value = after
  }
  return {
    mask,
    change,
    undo,
    redo,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
  }
}
