import type { Point } from '../../../src-shared/sky/overlay/contours.ts'
import { skyEdge } from '../../../src-shared/sky/overlay/view-grid.ts'
import { unbroken, type Size } from '../lay-out-grids.ts'
import type { SkyScreen } from '../sky-screen.ts'
import { viewOf } from '../view-of.ts'
import type { Drapery } from './drapery.ts'
import type { OverlayShapes } from './fetch-shapes.ts'
import { drawnSegments } from './segments.ts'
import type { Traced } from './shapes.ts'

/** A shaded part of a view: rings to be filled by the even-odd rule, told apart by the slope of its hatching. */
export interface ShadedArea {
  hatch: 'rising' | 'falling'
  rings: Point[][]
}
export interface OverlayLines {
  colour: string
  width: number
  dash: number[]
  pieces: Point[][]
}
/** Overlays in pixels of a screen. */
export interface LaidOut {
  /** A texture below everything else, and its opacity. */
  drapery: { texture: Drapery; strength: number } | null
  areas: ShadedArea[]
  lines: OverlayLines[]
  /** Half the axes of the sky's edge about the centre of the view, which areas do not cross; null without one. */
  edge: readonly [number, number] | null
}

const contourColour = '#7df4ff'
const cutColour = '#ffffff'
const maskColour = '#c9ced6'
const segmentColour = '#ffffff'

/**
 * Lays overlays out for what a screen shows: as computed if it is the same view, else moved along with the sky. A
 * drapery would lie still on a moving sky; it is left out until it is computed anew.
 */
export function layOutOverlays(shapes: OverlayShapes, screen: SkyScreen, size: Size): LaidOut {
  const now = viewOf(screen)
  const isSame = JSON.stringify(now) === JSON.stringify(shapes.view)
  const moved = ({ xy, lon, lat }: Traced) => (isSame ? xy : pairs(screen.project(lon, lat)))
  const projected = ({ lon, lat }: Traced) => unbroken(pairs(screen.project(lon, lat)), size)
  // A ring that the edge of the sky tears apart has no inside until it is computed anew.
  const rings = (area: readonly Traced[]) => area.map(moved).filter((ring) => isSame || isWhole(ring, size))
  const lines = (colour: string, width: number, pieces: Point[][], dash: number[] = []): OverlayLines[] =>
    pieces.length > 0 ? [{ colour, width, dash, pieces }] : []
  const { cutLat } = shapes
  const borders = cutLat === null ? [] : [cutLat, -cutLat].map((lat) => parallel(now.lon, lat))
  return {
    drapery: shapes.drapery && isSame ? { texture: shapes.drapery, strength: shapes.strength } : null,
    areas: (
      [
        { hatch: 'falling', rings: rings(shapes.cut) },
        { hatch: 'rising', rings: rings(shapes.mask) },
      ] as const
    ).filter((area) => area.rings.length > 0),
    lines: [
      ...lines(maskColour, 0.75, shapes.mask.flatMap(projected)),
      ...lines(cutColour, 1.25, borders.flatMap(projected), [7, 4]),
      ...shapes.contours.flatMap((level, i) =>
        lines(contourColour, 0.9 + (1.3 * i) / Math.max(1, shapes.contours.length - 1), level.flatMap(projected)),
      ),
      ...lines(segmentColour, 1.4, drawnSegments(shapes.segments, shapes.frame, screen.project, now.fov / now.width)),
    ],
    edge: skyEdge(now),
  }
}

const pairs = (xy: ArrayLike<number>): Point[] =>
  Array.from({ length: xy.length / 2 }, (_, i): Point => [xy[2 * i], xy[2 * i + 1]])

const isWhole = (ring: readonly Point[], [width]: Size) =>
  ring.every(([x, y], i) => i === 0 || Math.hypot(x - ring[i - 1][0], y - ring[i - 1][1]) < width / 4)

/** A parallel from edge to edge of a view centred on a longitude. */
function parallel(centre: number, at: number): Traced {
  const lon = Float64Array.from({ length: 361 }, (_, i) => centre - 179.999 + (i * 359.998) / 360)
  return { xy: [], lon, lat: new Float64Array(lon.length).fill(at) }
}
