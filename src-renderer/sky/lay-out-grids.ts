import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import { graticule, type GridLine } from './graticule.ts'
import { gridText } from './grid-style.ts'
import { inFrame, type FramedScreen } from './in-frame.ts'
import type { SkyScreen } from './sky-screen.ts'

type Point = readonly [number, number]
export type Size = readonly [number, number]
/** A line of the grid on the screen, in pixels. */
export interface DrawnLine {
  frame: Frame
  points: Point[]
}
/** A label with its centre in pixels. */
export interface GridLabel {
  frame: Frame
  text: string
  x: number
  y: number
}

/** Height of a label, pixels. */
export const labelHeight = 15
/** Distance of a label's centre from the edge of the view, pixels. */
const inset = 11
/** Kept free for the buttons at the right of the view. */
const buttons = 44

/** Where a polyline first crosses a vertical (axis 0) or horizontal (axis 1) line of the view. */
function crossing(points: readonly Point[], axis: 0 | 1, value: number): Point | null {
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]]
    const share = (value - a[axis]) / (b[axis] - a[axis])
    if (share >= 0 && share <= 1) return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
  }
  return null
}

/**
 * The lines of the grids of up to three frames and their labels: meridians are labelled at the top edge and parallels at
 * the left; where the sky does not fill the view, along a parallel and the central meridian. Labels do not overlap.
 * @param widthOf width of a text in pixels
 */
export function layOutGrids(
  screen: SkyScreen,
  size: Size,
  frames: readonly Frame[],
  widthOf: (text: string) => number,
): { lines: DrawnLine[]; labels: GridLabel[] } {
  const whole = screen.positionAt(inset, inset) === null
  const grids = frames.map((frame) => {
    const framed = inFrame(screen, frame)
    const lines = graticule(framed, size)
    return { frame, framed, lines, points: projected(framed, lines) }
  })
  const labels = grids.flatMap(({ frame, framed, lines, points }, grid) =>
    lines.flatMap((line, i): GridLabel[] => {
      const at = whole ? onSky(framed, line) : atEdge(line, points[i], size, grid)
      return at ? [{ frame, text: gridText(frame, line, frames.length > 1), x: at[0], y: at[1] }] : []
    }),
  )
  return {
    lines: grids.flatMap(({ frame, points }) => points.map((line) => ({ frame, points: line }))),
    labels: withoutOverlaps(labels, size, widthOf),
  }
}

function projected(screen: FramedScreen, lines: readonly GridLine[]): Point[][] {
  const all = lines.flatMap(({ points }) => points)
  const xy = screen.project(
    Float64Array.from(all, ({ lon }) => lon),
    Float64Array.from(all, ({ lat }) => lat),
  )
  let first = 0
  return lines.map(({ points }) => {
    const from = first
    first += points.length
    return points.map((_, i): Point => [xy[2 * (from + i)], xy[2 * (from + i) + 1]])
  })
}

/** The parallel that carries the labels of meridians: the equator, unless the view is centred far from it. */
const labelled = (lat: number) => (Math.abs(lat) <= 35 ? 0 : 30 * Math.sign(lat))

function onSky(screen: FramedScreen, line: GridLine): Point {
  const centre = screen.centre()
  const meridian = line.kind === 'meridian'
  const at = meridian ? { lon: line.at, lat: labelled(centre.lat) } : { lon: centre.lon, lat: line.at }
  const [x, y] = Array.from(screen.project([at.lon], [at.lat]))
  return [x, meridian ? y + inset : y]
}

/** The first grid is labelled at the top and left edges, a second one at the others, a third one beside the first. */
function atEdge(line: GridLine, points: readonly Point[], size: Size, grid: number): Point | null {
  const row = [inset, size[1] - inset, 3 * inset][grid]
  const column = [3 * inset, size[0] - buttons - 3 * inset, 8 * inset][grid]
  const point = line.kind === 'meridian' ? crossing(points, 1, row) : crossing(points, 0, column)
  return point && point[0] < size[0] - buttons ? point : null
}

function withoutOverlaps(labels: readonly GridLabel[], [width, tall]: Size, widthOf: (text: string) => number) {
  const taken: { left: number; right: number; y: number }[] = []
  return labels.filter(({ text, x, y }) => {
    const half = widthOf(text) / 2 + 3
    const [left, right] = [x - half, x + half]
    if (!(left >= 0 && right <= width && y >= labelHeight / 2 && y <= tall - labelHeight / 2)) return false
    if (taken.some((one) => left < one.right && right > one.left && Math.abs(y - one.y) < labelHeight)) return false
    taken.push({ left, right, y })
    return true
  })
}

/** The pieces of a line that are drawn: a segment longer than half the view wraps around the edge of the sky. */
export function unbroken(points: readonly Point[], [width]: Size): Point[][] {
  const pieces: Point[][] = []
  let joined = false
  points.forEach(([x, y], i) => {
    const before = points[i - 1]
    const drawn = i > 0 && Math.hypot(x - before[0], y - before[1]) < width / 2
    if (drawn && !joined) pieces.push([before])
    if (drawn) pieces.at(-1)!.push([x, y])
    joined = drawn
  })
  return pieces
}
