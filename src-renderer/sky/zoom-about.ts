import { separation, wrapLongitude } from '../../src-shared/sky/position.ts'
import type { SkyScreen } from './sky-screen.ts'

/** Width of the narrowest view, degrees. */
const narrowest = 0.5

/** Limits a field of view to the allowed range. */
export const withinZoom = (fov: number) => Math.min(360, Math.max(narrowest, fov))

/**
 * Zooms by a factor (below 1 zooms in) and keeps the position under a pixel in place. North stays up, so the position
 * can drift close to a pole. Off the sky, the centre stays.
 */
export function zoomAbout(screen: SkyScreen, [x, y]: readonly [number, number], factor: number) {
  const held = screen.positionAt(x, y)
  const fov = withinZoom(screen.fov() * factor)
  screen.setFov(fov)
  if (!held) return
  for (let tries = 0; tries < 20; tries++) {
    const now = screen.positionAt(x, y)
    if (!now || separation(now, held) < fov * 1e-4) return
    const { lon, lat } = screen.centre()
    screen.goTo({
      lon: wrapLongitude(lon + held.lon - now.lon),
      lat: Math.max(-90, Math.min(90, lat + held.lat - now.lat)),
    })
  }
}
