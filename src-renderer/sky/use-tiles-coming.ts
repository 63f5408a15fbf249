import { onScopeDispose, ref, watch } from 'vue'

/** Whether a survey is shown but none of its tiles has arrived: the sky is then black, and should say why. */
export function useTilesComing(address: () => string | null) {
  const coming = ref(false)
  let observer: PerformanceObserver | null = null
  const stop = () => {
    observer?.disconnect()
    observer = null
    coming.value = false
  }
  watch(
    address,
    (from) => {
      stop()
      if (from === null || !globalThis.PerformanceObserver) return
      coming.value = true
      observer = new PerformanceObserver((list) => {
        if (list.getEntries().some(({ name }) => name.startsWith(`${from}/Norder`))) stop()
      })
      observer.observe({ type: 'resource' })
    },
    { immediate: true },
  )
  onScopeDispose(stop)
  return coming
}
