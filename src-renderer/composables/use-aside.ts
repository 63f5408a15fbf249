import { onActivated, onDeactivated, shallowRef } from 'vue'
import type { Ref } from 'vue'

/**
 * Whether the component's view is deactivated (`KeepAlive`); it is redrawn when activated again.
 * @param back called when it is activated again
 * @param left called when it is deactivated
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
