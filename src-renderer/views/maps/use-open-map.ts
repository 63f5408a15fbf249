import { ref, shallowRef } from 'vue'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { call } from '../../connection/index.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { PolarisationConvention } from '../../../src-shared/sky/polarisation.ts'
import { useMaps } from '../../stores/maps.ts'

/** What the user gives in place of a map's header. */
export interface MapOverrides {
  coordsys?: Frame
  polcconv?: PolarisationConvention
}

/** Opens map files; keeps the progress of those being opened, and the last refusal. */
export function useOpenMap(opened: (id: string) => void) {
  const maps = useMaps()
  const opening = ref<{ path: string; fraction: number }[]>([])
  const refusal = shallowRef<{ path: string; error: CirrusError } | null>(null)
  const reads = new Map<string, AbortController>()

  async function open(path: string, given: MapOverrides = {}) {
    if (reads.has(path)) return
    const read = new AbortController()
    reads.set(path, read)
    opening.value.push({ path, fraction: 0 })
    refusal.value = null
    try {
      const onProgress = ({ fraction }: { fraction: number }) => {
        const one = opening.value.find((candidate) => candidate.path === path)
        if (one) one.fraction = fraction
      }
      const map = await call('maps.open', { path, ...given }, { signal: read.signal, onProgress })
      maps.put(map)
      opened(map.id)
    } catch (error) {
      const failure = error instanceof CirrusError ? error : new CirrusError('internal', String(error))
      if (failure.code !== 'cancelled') refusal.value = { path, error: failure }
    } finally {
      reads.delete(path)
      opening.value = opening.value.filter((one) => one.path !== path)
    }
  }
  const cancel = (path: string) => reads.get(path)?.abort()
  return { opening, refusal, open, cancel }
}
