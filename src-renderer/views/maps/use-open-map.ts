import { ref, shallowRef } from 'vue'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { call } from '../../connection/index.ts'
import { useMaps } from '../../stores/maps.ts'

/** Opens map files: what is being read, how far, and what was refused. */
export function useOpenMap(opened: (id: string) => void) {
  const maps = useMaps()
  const opening = ref<{ path: string; fraction: number }[]>([])
  const refusal = shallowRef<{ path: string; error: CirrusError } | null>(null)
  const ways = new Map<string, AbortController>()

  async function open(path: string) {
    if (ways.has(path)) return
    const way = new AbortController()
    ways.set(path, way)
    opening.value.push({ path, fraction: 0 })
    refusal.value = null
    try {
      const onProgress = ({ fraction }: { fraction: number }) => {
        const one = opening.value.find((candidate) => candidate.path === path)
        if (one) one.fraction = fraction
      }
      const map = await call('maps.open', { path }, { signal: way.signal, onProgress })
      maps.put(map)
      opened(map.id)
    } catch (error) {
      const told = error instanceof CirrusError ? error : new CirrusError('internal', String(error))
      if (told.code !== 'cancelled') refusal.value = { path, error: told }
    } finally {
      ways.delete(path)
      opening.value = opening.value.filter((one) => one.path !== path)
    }
  }
  const cancel = (path: string) => ways.get(path)?.abort()
  return { opening, refusal, open, cancel }
}
