import { onScopeDispose, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'

/**
 * A value that follows another one when that has stood still for a moment: for what is too much to be done anew with
 * every step of a cursor, and is not looked at while it moves.
 */
export function settled<Value>(value: () => Value, milliseconds = 120): Readonly<ShallowRef<Value>> {
  const follows = shallowRef(value()) as ShallowRef<Value>
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(value, () => {
    clearTimeout(timer)
    timer = setTimeout(() => (follows.value = value()), milliseconds)
  })
  onScopeDispose(() => clearTimeout(timer))
  return follows
}
