import { onScopeDispose, ref, watch } from 'vue'

/** What a sky still lacks of its coarsest tiles: all, some, or those that failed; null if it lacks nothing. */
export type TilesMissing = 'all' | 'some' | 'failed' | null

/** Tiles that cover the sky. */
const whole = 12
/** Milliseconds without another tile after which no more are expected. */
const patience = 10_000

/** Which tiles of a survey are yet to come: the sky is black there, and should say why. */
export function useTilesComing(address: () => string | null) {
  const missing = ref<TilesMissing>(null)
  let observer: PerformanceObserver | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (lacks: TilesMissing = null) => {
    observer?.disconnect()
    observer = null
    clearTimeout(timer)
    missing.value = lacks
  }
  watch(
    address,
    (from) => {
      stop()
      if (from === null || !globalThis.PerformanceObserver) return
      missing.value = 'all'
      const [come, failed] = [new Set<string>(), new Set<string>()]
      observer = new PerformanceObserver((list) => {
        for (const { name, responseStatus } of list.getEntries() as PerformanceResourceTiming[]) {
          if (!name.startsWith(`${from}/Norder`)) continue
          // Finer tiles cover parts of the sky; only the coarsest cover it all.
          const isBase = name.startsWith(`${from}/Norder0/`)
          if (responseStatus >= 400) {
            if (isBase) failed.add(name)
          } else {
            come.add(isBase ? name : 'finer')
            failed.delete(name)
          }
        }
        if (come.size + failed.size === 0) return
        missing.value = failed.size > 0 ? 'failed' : 'some'
        come.delete('finer')
        clearTimeout(timer)
        const lacks = failed.size > 0 ? 'failed' : null
        if (come.size + failed.size >= whole) stop(lacks)
        else timer = setTimeout(() => stop(lacks), patience)
      })
      observer.observe({ type: 'resource' })
    },
    { immediate: true },
  )
  onScopeDispose(() => stop())
  return missing
}
