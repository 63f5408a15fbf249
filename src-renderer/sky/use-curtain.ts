import { onScopeDispose, watch, type Ref, type ShallowRef } from 'vue'
import type { SkyScreen } from './sky-screen.ts'

/** Milliseconds between the arrival of a first tile and its drawing. */
const drawing = 120

/**
 * Hides a screen while none of its tiles has come: aladin-lite would draw them as if all values were 0, which is a
 * colour like any other where the low cut is negative.
 */
export function useCurtain(screen: ShallowRef<SkyScreen | null>, coming: Readonly<Ref<boolean>>) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const show = (sky: SkyScreen | null) => sky && (sky.element.style.visibility = '')
  watch([screen, coming], ([sky, wait], [before]) => {
    clearTimeout(timer)
    if (before && before !== sky) show(before)
    if (!sky?.moves) return
    if (wait) sky.element.style.visibility = 'hidden'
    else timer = setTimeout(() => show(sky), drawing)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    // The next view may show the same screen.
    show(screen.value)
  })
}
