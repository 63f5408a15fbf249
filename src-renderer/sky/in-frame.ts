import { convert, convertAll } from '../../src-shared/sky/frames.ts'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import type { Position } from '../../src-shared/sky/position.ts'
import type { SkyScreen } from './sky-screen.ts'

/** The part of a screen that a grid needs, with its positions in another frame than Galactic. */
export type FramedScreen = Pick<SkyScreen, 'centre' | 'fov' | 'positionAt' | 'project'>

/** A screen with positions in a frame, degrees (J2000). */
export function inFrame(screen: FramedScreen, frame: Frame): FramedScreen {
  if (frame === 'G') return screen
  const from = ({ lon, lat }: Position): Position => {
    const [x, y] = convert('G', frame, lon, lat)
    return { lon: x, lat: y }
  }
  return {
    fov: () => screen.fov(),
    centre: () => from(screen.centre()),
    positionAt(x, y) {
      const position = screen.positionAt(x, y)
      return position && from(position)
    },
    project: (lon, lat) => screen.project(...convertAll(frame, 'G', lon, lat)),
  }
}
