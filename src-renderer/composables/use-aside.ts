import { onActivated, onDeactivated, shallowRef } from 'vue'
import type { Ref } from 'vue'

/**
 * Whether the view that a component is part of is put aside (`KeepAlive`): its drawings are caught up with when it
 * comes back.
 * @param back called when it does
 * @param left called when it is put aside
 */
export function useAside(back: () => void, left: () => void = () => {}): Readonly<Ref<boolean>> {
  const aside = shallowRef(false)
  onDeactivated(() => {
    aside.value = true
    left()
  })
  onActivated(() => {
    // A component is activated when it is first mounted, too.
    if (!aside.value) return
    aside.value = false
    back()
  })
  return aside
}
