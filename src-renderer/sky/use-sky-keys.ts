import type { ShallowRef } from 'vue'
import { DEGREE, wrapLongitude } from '../../src-shared/sky/position.ts'
import type { SkyScreen } from './sky-screen.ts'
import { withinZoom } from './zoom-about.ts'

/** One press of an arrow key pans by this fraction of the view. */
const stride = 0.08

/** The keys of the sky: arrows, + and -, 0, D, F, G, O, P, Enter. */
export function useSkyKeys(
  screen: ShallowRef<SkyScreen | null>,
  acts: Record<'choose' | 'toggleGrid' | 'nextProjection' | 'toData' | 'find' | 'toOverlays', () => void>,
) {
  const move = (toLeft: number, up: number) => {
    const sky = screen.value
    if (!sky) return
    const by = stride * Math.min(sky.fov(), 180)
    const { lon, lat } = sky.centre()
    // Longitude grows to the left; the step in longitude is limited near the poles.
    const onSphere = Math.max(0.1, Math.cos(lat * DEGREE))
    sky.goTo({
      lon: wrapLongitude(lon + (toLeft * by) / onSphere),
      lat: Math.max(-90, Math.min(90, lat + up * by)),
    })
  }
  const zoom = (factor: number) => {
    const sky = screen.value
    sky?.setFov(withinZoom(sky.fov() * factor))
  }
  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(1, 0),
    ArrowRight: () => move(-1, 0),
    ArrowUp: () => move(0, 1),
    ArrowDown: () => move(0, -1),
    '+': () => zoom(0.5),
    '=': () => zoom(0.5),
    '-': () => zoom(2),
    '0': () => screen.value?.wholeSky(),
    Home: () => screen.value?.wholeSky(),
    g: acts.toggleGrid,
    o: acts.toOverlays,
    p: acts.nextProjection,
    d: acts.toData,
    f: acts.find,
    Enter: acts.choose,
  }
  const onKey = (event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    act()
    event.preventDefault()
    event.stopPropagation()
  }
  return { onKey, zoom }
}
