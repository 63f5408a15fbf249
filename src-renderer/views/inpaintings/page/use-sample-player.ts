import { usePreferredReducedMotion } from '@vueuse/core'
import { computed, onScopeDispose, ref, watch } from 'vue'

/** Samples that are fetched to be shown one after another: more would tell nothing new. */
const most = 64
/** Of the animation. */
const framesPerSecond = 4

/**
 * Shows the samples of estimates one after another, the same number of each.
 * @param counts how many samples each estimate has
 */
export function useSamplePlayer(counts: () => readonly number[]) {
  const motion = usePreferredReducedMotion()
  const count = computed(() => Math.min(Math.max(0, ...counts()), most))
  const at = ref(0)
  const started = ref(false)
  const playing = computed(() => started.value && count.value > 1)
  /** Whether more than the first was ever asked for: until then the others are not fetched. */
  const wanted = ref(false)
  const show = (index: number) => {
    wanted.value ||= index > 0
    at.value = index
  }
  let timer: ReturnType<typeof setInterval> | undefined
  watch(playing, (plays) => {
    clearInterval(timer)
    if (plays) timer = setInterval(() => show((at.value + 1) % count.value), 1000 / framesPerSecond)
  })
  watch(count, () => {
    if (at.value >= count.value) at.value = 0
  })
  onScopeDispose(() => clearInterval(timer))
  return {
    count,
    at,
    show,
    playing,
    toggle: () => void (started.value = !started.value),
    /** Where motion is unwanted, only the user steps. */
    byHand: computed(() => motion.value === 'reduce'),
    /** Numbers of the samples to fetch. */
    fetched: computed(() => (wanted.value ? [...Array(count.value).keys()] : [0])),
    /** The number shown of an estimate with so many: those with fewer begin again. */
    of: (samples: number) => at.value % Math.max(1, Math.min(samples, most)),
  }
}
