import { formatLat, formatLon } from '../../src-shared/text/format.ts'
import { graticule, type GridLine } from './graticule.ts'
import type { SkyScreen } from './sky-screen.ts'

type Point = readonly [number, number]
interface Label {
  text: string
  x: number
  y: number
}

const height = 15
/** Distance of a label's centre from the edge of the view, pixels. */
const inset = 11
/** Kept free for the buttons at the right of the view. */
const buttons = 44

const decimalsOf = (at: number) => (Number.isInteger(at) ? 0 : Number.isInteger(at * 10) ? 1 : 2)
const textOf = ({ kind, at }: GridLine) =>
  `${kind === 'meridian' ? formatLon(at, decimalsOf(at)) : formatLat(at, decimalsOf(at))}°`

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
 * Draws the coordinate grid and its labels: meridians are labelled at the top edge and parallels at the left; on the
 * whole sky, along the equator and the central meridian. Labels have a background and do not overlap.
 */
export function drawGrid(context: CanvasRenderingContext2D, screen: SkyScreen, size: readonly [number, number]) {
  const lines = graticule(screen, size)
  const all = lines.flatMap(({ points }) => points)
  const xy = screen.project(
    Float64Array.from(all, ({ lon }) => lon),
    Float64Array.from(all, ({ lat }) => lat),
  )
  let first = 0
  const projected = lines.map(({ points }) => {
    const from = first
    first += points.length
    return points.map((_, i): Point => [xy[2 * (from + i)], xy[2 * (from + i) + 1]])
  })

  context.save()
  context.beginPath()
  for (const points of projected) trace(context, points, size)
  context.strokeStyle = 'rgb(190 200 215 / 40%)'
  context.lineWidth = 1
  context.stroke()

  const centre = screen.centre()
  const whole = screen.positionAt(inset, inset) === null
  const labels = lines.flatMap((line, i): Label[] => {
    const text = textOf(line)
    if (whole) {
      const at = line.kind === 'meridian' ? { lon: line.at, lat: 0 } : { lon: centre.lon, lat: line.at }
      const [x, y] = Array.from(screen.project([at.lon], [at.lat]))
      return [line.kind === 'meridian' ? { text, x, y: y + inset } : { text, x, y }]
    }
    const point = line.kind === 'meridian' ? crossing(projected[i], 1, inset) : crossing(projected[i], 0, 3 * inset)
    return point && point[0] < size[0] - buttons ? [{ text, x: point[0], y: point[1] }] : []
  })
  write(context, labels, size)
  context.restore()
}

/** Adds a line to the path; a segment longer than half the view wraps around the edge of the sky and is skipped. */
function trace(context: CanvasRenderingContext2D, points: readonly Point[], [width]: readonly [number, number]) {
  let joined = false
  points.forEach(([x, y], i) => {
    const before = points[i - 1]
    const drawn = i > 0 && Math.hypot(x - before[0], y - before[1]) < width / 2
    if (drawn && !joined) context.moveTo(...before)
    if (drawn) context.lineTo(x, y)
    joined = drawn
  })
}

function write(context: CanvasRenderingContext2D, labels: readonly Label[], [width, tall]: readonly [number, number]) {
  context.font = '11px system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const taken: { left: number; right: number; y: number }[] = []
  for (const { text, x, y } of labels) {
    const half = context.measureText(text).width / 2 + 3
    const [left, right] = [x - half, x + half]
    if (!(left >= 0 && right <= width && y >= height / 2 && y <= tall - height / 2)) continue
    if (taken.some((one) => left < one.right && right > one.left && Math.abs(y - one.y) < height)) continue
    taken.push({ left, right, y })
    context.fillStyle = 'rgb(16 18 22 / 78%)'
    context.fillRect(left, y - height / 2, 2 * half, height)
    context.fillStyle = '#dfe4ec'
    context.fillText(text, x, y + 0.5)
  }
}
