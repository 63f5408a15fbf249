import type { Sign } from './trial-styles.ts'

/** Shapes as SVG path data, in CSS pixels from the top left, both for the canvas on the page and for saved pictures. */
const round = (value: number) => Math.round(10 * value) / 10

/** Aligns a one-pixel line to one row of pixels instead of half on each of two. */
export const crisp = (at: number) => Math.floor(at) + 0.5

/** A marker at a position. */
export function signPath(sign: Sign, x: number, y: number, r = 3.4): string {
  const [at, up] = [round(x), round(y)]
  const circle = (radius: number) =>
    `M${at - radius} ${up}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`
  switch (sign) {
    case 'disc':
      return circle(r)
    case 'ring':
      return `${circle(r + 0.6)}${circle(0.8)}`
    case 'diamond':
      return `M${at} ${up - r - 1}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}Z`
    case 'cross':
      return `M${at - r} ${up - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`
    case 'square':
      return `M${at - r} ${up - r}h${2 * r}v${2 * r}h${-2 * r}Z`
    case 'bars':
      return `M${at - 1.8} ${up - r}v${2 * r}m3.6 0v${-2 * r}`
    case 'point':
      return circle(1.4)
  }
}

/**
 * Simplifies a line from left to right: drops points that it still passes within `reach` pixels. A segment extends from
 * one point as long as some direction passes that close to all points since.
 * @param points x, y, x, y, ... with growing x; the line breaks where a number is not finite
 */
export function thinned(points: ArrayLike<number>, reach = 0.25): number[] {
  const kept: number[] = []
  /** Start of the current segment, the previous point, and the slopes the segment may have. */
  let [fromX, fromY, lastX, lastY, least, most] = [0, 0, 0, 0, 0, 0]
  let begun = false
  const begin = (x: number, y: number) => {
    kept.push(x, y)
    ;[fromX, fromY, least, most] = [x, y, -Infinity, Infinity]
  }
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]]
    const is = Number.isFinite(x) && Number.isFinite(y)
    if (begun && !is) {
      if (lastX > fromX) kept.push(lastX, lastY)
      kept.push(NaN, NaN)
    } else if (is && !begun) begin(x, y)
    else if (is) {
      const slope = (y - fromY) / (x - fromX)
      if (slope < least || slope > most) begin(lastX, lastY)
      least = Math.max(least, (y - reach - fromY) / (x - fromX))
      most = Math.min(most, (y + reach - fromY) / (x - fromX))
    }
    ;[begun, lastX, lastY] = [is, x, y]
  }
  if (begun && lastX > fromX) kept.push(lastX, lastY)
  return kept
}

/** A line through points x, y, x, y, ...; it breaks where a number is not finite. */
export function linePath(points: ArrayLike<number>): string {
  let path = ''
  let pen = 'M'
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]]
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      pen = 'M'
      continue
    }
    path += `${pen}${round(x)} ${round(y)}`
    pen = 'L'
  }
  return path
}

export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** The outline of a box; open at the right if it continues. */
export const boxPath = ({ left, right, top, bottom }: Box, open = false) =>
  open
    ? `M${round(right)} ${round(top)}H${round(left)}V${round(bottom)}H${round(right)}`
    : `M${round(left)} ${round(top)}H${round(right)}V${round(bottom)}H${round(left)}Z`

/** Diagonal hatching inside a box, `gap` pixels apart. */
export function hatchPath({ left, right, top, bottom }: Box, gap = 5): string {
  const height = bottom - top
  let path = ''
  for (let x = left - height + gap / 2; x < right; x += gap) {
    const from = Math.max(left, x)
    const to = Math.min(right, x + height)
    if (to > from) path += `M${round(from)} ${round(bottom - (from - x))}L${round(to)} ${round(bottom - (to - x))}`
  }
  return path
}

/** Both diagonals of a box. */
export const crossPath = ({ left, right, top, bottom }: Box) =>
  `M${round(left)} ${round(top)}L${round(right)} ${round(bottom)}M${round(right)} ${round(top)}L${round(left)} ${round(bottom)}`
