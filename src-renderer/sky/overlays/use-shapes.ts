import { computed, onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { useMaps } from '../../stores/maps.ts'
import { useSkyOverlays } from '../../stores/sky-overlays.ts'
import type { SkyScreen } from '../sky-screen.ts'
import { viewOf } from '../view-of.ts'
import type { OverlayChoices } from './choices.ts'
import { fetchShapes, type OverlayShapes } from './fetch-shapes.ts'

/** Milliseconds that a view rests before its overlays are computed. */
const rest = 180

const isAnyOn = ({ mask, cut, contours, polarisation }: OverlayChoices) =>
  mask.on || cut.on || contours.on || polarisation.on

const ofStrength = (choices: OverlayChoices, strength: number): OverlayChoices => ({
  ...choices,
  polarisation: { ...choices.polarisation, strength },
})

/**
 * The overlays of the map that a screen shows: computed for a view once it rests, and when they are chosen.
 * @returns `moved` is to be called when the view moves
 */
export function useShapes(screen: ShallowRef<SkyScreen | null>, mapId: () => string) {
  const maps = useMaps()
  const overlays = useSkyOverlays()
  const shapes = shallowRef<OverlayShapes | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null

  async function compute() {
    asking?.abort()
    const [sky, choices] = [screen.value, overlays.of(mapId()).value]
    if (!sky || !isAnyOn(choices)) return void (shapes.value = null)
    const { signal } = (asking = new AbortController())
    try {
      const computed = await fetchShapes(choices, mapId(), maps.find, viewOf(sky), signal)
      if (!signal.aborted) shapes.value = computed
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
  const after = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void compute(), wait)
  }
  watch(mapId, () => (shapes.value = null))
  // How strong a drapery is makes no other one.
  watch([screen, () => JSON.stringify(ofStrength(overlays.of(mapId()).value, 1))], () => after(0))
  onScopeDispose(() => {
    clearTimeout(timer)
    asking?.abort()
  })
  const shown = computed(() => {
    const { strength } = overlays.of(mapId()).value.polarisation
    return shapes.value && { ...shapes.value, strength }
  })
  return { shapes: shown, moved: () => after(rest) }
}
