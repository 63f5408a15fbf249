import { vi } from 'vitest'
import type { SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import { gnomonicInverse } from '../../../src-shared/sky/projection/gnomonic-inverse.ts'
import { gnomonic, tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'

/** A screen of 400 x 300 pixels on the tangent plane at its centre: north up, longitude growing to the left. */
export function tangentScreen(start: Position & { fov: number }) {
  const at = { ...start }
  const scale = () => 400 / at.fov
  const screen = {
    element: document.createElement('div'),
    moves: true,
    isRough: () => false,
    show: vi.fn(),
    setLook: vi.fn(),
    setProjection: vi.fn(),
    projection: () => 'TAN' as const,
    raster: async () => 'data:image/png;base64,AAAA',
    goTo: vi.fn(({ lon, lat }: Position) => Object.assign(at, { lon, lat })),
    centre: () => ({ lon: at.lon, lat: at.lat }),
    fov: () => at.fov,
    widest: () => 360,
    setFov: vi.fn((fov: number) => void (at.fov = fov)),
    wholeSky: vi.fn(),
    positionAt(x: number, y: number) {
      const plane = tangentPlane(at.lon, at.lat)
      const [lon, lat] = gnomonicInverse(plane, (200 - x) / scale(), (150 - y) / scale())
      return { lon, lat }
    },
    project(lon: ArrayLike<number>, lat: ArrayLike<number>) {
      const plane = tangentPlane(at.lon, at.lat)
      return Array.from(lon).flatMap((one, i) => {
        const found = gnomonic(plane, one, lat[i])
        return found ? [200 - found[0] * scale(), 150 - found[1] * scale()] : [NaN, NaN]
      })
    },
  } satisfies SkyScreen
  return screen
}
