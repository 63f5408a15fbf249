import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'

/**
 * How many of several heavy components are mounted: the first at once and one more with each frame, so that a page
 * responds before the last is drawn. Components added later are mounted at once.
 * @param first how many are mounted initially
 */
export function oneByOne(count: () => number, first = 1): Readonly<Ref<number>> {
  const come = ref(first < count() ? first : Infinity)
  let request = 0
  const next = () => {
    come.value = come.value + 1 < count() ? come.value + 1 : Infinity
    if (come.value < Infinity) request = requestAnimationFrame(next)
  }
  onMounted(() => {
    if (come.value < Infinity) request = requestAnimationFrame(next)
  })
  onBeforeUnmount(() => cancelAnimationFrame(request))
  return come
}
