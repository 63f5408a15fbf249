import { onScopeDispose, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'

/**
 * A value that follows another once it has stopped changing for a moment: for work too costly to repeat with every move
 * of the cursor.
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
