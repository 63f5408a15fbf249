import { defineStore } from 'pinia'
import { computed, type Ref } from 'vue'
import { completed, noOverlays, type OverlayChoices } from '../sky/overlays/choices.ts'
import { remembered } from './remembered.ts'

/** The overlays of each map's sky, the same on every page. */
export const useSkyOverlays = defineStore('sky-overlays', () => {
  const kept = new Map<string, Ref<OverlayChoices>>()
  function of(mapId: string): Ref<OverlayChoices> {
    const known = kept.get(mapId) ?? open(mapId)
    kept.set(mapId, known)
    return known
  }
  function open(mapId: string): Ref<OverlayChoices> {
    const stored = remembered<OverlayChoices>(`overlays.${mapId}`, noOverlays)
    return computed({ get: () => completed(stored.value), set: (next) => (stored.value = next) })
  }
  return { of }
})
