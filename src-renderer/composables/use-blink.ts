import { usePreferredReducedMotion } from '@vueuse/core'
import { computed, onScopeDispose, ref, watch } from 'vue'

/**
 * Shows the second of two pictures by turns.
 * @param on whether they are blinked at all
 * @param every seconds that each is shown
 */
export function useBlink(on: () => boolean, every: () => number) {
  const motion = usePreferredReducedMotion()
  /** Where motion is unwanted, only the user blinks. */
  const byHand = computed(() => motion.value === 'reduce')
  const started = ref(true)
  /** Whether the second is shown. */
  const other = ref(false)
  const playing = computed({
    get: () => started.value && !byHand.value,
    set: (next) => void (started.value = next),
  })
  let timer: ReturnType<typeof setInterval> | undefined
  watch(
    () => (on() && playing.value ? every() : null),
    (seconds) => {
      clearInterval(timer)
      if (seconds !== null) timer = setInterval(() => (other.value = !other.value), 1000 * seconds)
    },
    { immediate: true },
  )
  watch(on, () => (other.value = false))
  onScopeDispose(() => clearInterval(timer))

  /** Shows the other one, which then stays. */
  function flip() {
    started.value = false
    other.value = !other.value
  }
  return { other, playing, byHand, flip }
}
