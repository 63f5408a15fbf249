import { wrapLongitude, type Position } from '../../src-shared/sky/position.ts'
import type { FramedScreen } from './in-frame.ts'

/** One line of a grid, in degrees of its frame. */
export interface GridLine {
  kind: 'meridian' | 'parallel'
  /** Longitude of a meridian or latitude of a parallel. */
  at: number
  points: Position[]
}

/** Possible spacings of lines, degrees. */
const steps = [30, 20, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1]
/** Approximate number of lines across a view. */
const across = 6
const stepFor = (extent: number) => steps.find((step) => extent / step >= across) ?? steps.at(-1)!

/** Latitudes and longitudes (relative to the centre) in view; null if a pole or the whole sky is in view. */
function inSight(screen: FramedScreen, [width, height]: readonly [number, number]) {
  const centre = screen.centre()
  let [low, high, west, east] = [90, -90, 0, 0]
  for (let i = 0; i <= 8; i++)
    for (let j = 0; j <= 8; j++) {
      const position = screen.positionAt((i / 8) * width, (j / 8) * height)
      if (!position) return null
      const away = ((position.lon - centre.lon + 540) % 360) - 180
      ;[low, high] = [Math.min(low, position.lat), Math.max(high, position.lat)]
      ;[west, east] = [Math.min(west, away), Math.max(east, away)]
    }
  return east - west > 180 ? null : { low, high, west: centre.lon + west, east: centre.lon + east }
}

const between = (from: number, to: number, step: number) => {
  const first = Math.ceil(from / step - 1e-9)
  return Array.from({ length: Math.max(0, Math.floor(to / step + 1e-9) - first + 1) }, (_, k) => (first + k) * step)
}
const along = (from: number, to: number, pieces: number) =>
  Array.from({ length: pieces + 1 }, (_, k) => from + ((to - from) * k) / pieces)

/** The lines of a coordinate grid for a view, in the frame of the screen's positions. */
export function graticule(screen: FramedScreen, size: readonly [number, number]): GridLine[] {
  const [fov, centre] = [screen.fov(), screen.centre()]
  const wide = fov >= 200
  const bounds = wide ? null : inSight(screen, size)
  const margin = bounds ? 1 : 0
  // Around a pole all longitudes are in view.
  const [low, high] = bounds
    ? [bounds.low - margin, bounds.high + margin]
    : wide
      ? [-90, 90]
      : [centre.lat - fov, centre.lat + fov]
  const latStep = wide ? 30 : stepFor(bounds ? bounds.high - bounds.low : fov)
  const lonStep = bounds ? stepFor(bounds.east - bounds.west) : 30
  // A full circle ends where the view is cut, opposite its centre.
  const [west, east] = bounds
    ? [bounds.west - margin, bounds.east + margin]
    : [centre.lon - 179.999, centre.lon + 179.999]
  const meridians = bounds
    ? between(west, east, lonStep)
    : between(0, 360 - lonStep, lonStep).filter((lon) => Math.abs(((lon - centre.lon + 360) % 360) - 180) > 1)
  const pieces = bounds ? 24 : 60
  return [
    ...meridians.map((at): GridLine => ({
      kind: 'meridian',
      at: wrapLongitude(at),
      points: along(Math.max(-90, low), Math.min(90, high), pieces).map((lat) => ({ lon: wrapLongitude(at), lat })),
    })),
    ...between(low, high, latStep)
      .filter((at) => Math.abs(at) < 90)
      .map((at): GridLine => ({
        kind: 'parallel',
        at,
        points: along(west, east, 2 * pieces).map((lon) => ({ lon: wrapLongitude(lon), lat: at })),
      })),
  ]
}
