import { defineStore } from 'pinia'
import type { Ref } from 'vue'
import { noOverlays, type OverlayChoices } from '../sky/overlays/choices.ts'
import { remembered } from './remembered.ts'

/** The overlays of each map's sky, the same on every page. */
export const useSkyOverlays = defineStore('sky-overlays', () => {
  const kept = new Map<string, Ref<OverlayChoices>>()
  function of(mapId: string): Ref<OverlayChoices> {
    const known = kept.get(mapId) ?? remembered<OverlayChoices>(`overlays.${mapId}`, noOverlays)
    kept.set(mapId, known)
    return known
  }
  return { of }
})
