import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'

/**
 * How many of a row of heavy parts are there: one at once, and one more with each frame, so that a page answers before
 * the last of them has come. What comes into the row later is there at once.
 * @param first how many are there from the beginning
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
