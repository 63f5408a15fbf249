import type { Size } from '../../../charts/use-redrawing.ts'
import { signPath } from './paths.ts'
import type { PlainPath } from './picture.ts'

type Paper = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'translate'
  | 'fill'
  | 'fillRect'
  | 'stroke'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
  | 'lineJoin'
>
const known = new Map<string, Path2D>()
/** Markers are defined about 0, 0 and translated, so there is one path per kind of marker, not per trial. */
const signAbout = ({ sign, r }: Extract<PlainPath, { sign: unknown }>): Path2D => {
  const key = `${sign} ${r}`
  const path = known.get(key) ?? new Path2D(signPath(sign, 0, 0, r))
  known.set(key, path)
  return path
}
const drawn = new WeakMap<PlainPath, Path2D>()
const pathOf = (one: Extract<PlainPath, { d: string }>): Path2D => {
  const path = drawn.get(one) ?? new Path2D(one.d)
  drawn.set(one, path)
  return path
}

/** Traces a line x, y, x, y, ... without building a path string; it breaks where a number is not finite. */
function trace(paper: Paper, line: ArrayLike<number>) {
  paper.beginPath()
  let broken = true
  for (let i = 0; i + 1 < line.length; i += 2) {
    const [x, y] = [line[i], line[i + 1]]
    if (!Number.isFinite(x) || !Number.isFinite(y)) broken = true
    else if (broken) {
      paper.moveTo(x, y)
      broken = false
    } else paper.lineTo(x, y)
  }
}

/**
 * Sizes a canvas to device pixels and clears it; null without a context. The CPU paints thousands of thin lines faster
 * than a GPU, let alone an emulated one: hence `willReadFrequently`.
 * @param ratio device pixels per CSS pixel
 */
export function cleared(
  canvas: HTMLCanvasElement | null,
  { width, height }: Size,
  ratio = window.devicePixelRatio || 1,
): CanvasRenderingContext2D | null {
  const paper = canvas?.getContext('2d', { willReadFrequently: true }) ?? null
  if (!canvas || !paper) return null
  const [across, down] = [Math.round(ratio * width), Math.round(ratio * height)]
  if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down]
  paper.setTransform(ratio, 0, 0, ratio, 0, 0)
  paper.clearRect(0, 0, width, height)
  return paper
}

/**
 * Paints trials in their order.
 * @param stress factor for the line widths
 * @param halo an outline colour that makes each stand out from the others
 */
export function paintTrials(paper: Paper, paths: readonly PlainPath[], stress = 1, halo: string | null = null) {
  // The joins of thin lines are invisible, and a hundred of them per line cost time.
  paper.lineJoin = stress > 1 ? 'round' : 'bevel'
  for (const one of paths) {
    const { stroke, fill, width, dash, opacity } = one.pen
    if ('box' in one) {
      const { left, right, top, bottom } = one.box
      paper.globalAlpha = opacity
      paper.fillStyle = fill ?? 'transparent'
      paper.fillRect(left, top, right - left, bottom - top)
      continue
    }
    const path = 'sign' in one ? signAbout(one) : 'd' in one ? pathOf(one) : null
    const line = () => (path ? paper.stroke(path) : paper.stroke())
    if ('line' in one) trace(paper, one.line)
    if ('sign' in one) paper.translate(one.x, one.y)
    if (halo !== null) {
      paper.globalAlpha = 1
      paper.strokeStyle = halo
      paper.lineWidth = stress * width + 3
      paper.setLineDash([])
      line()
    }
    paper.globalAlpha = stress > 1 ? 1 : opacity
    if (fill && path) {
      paper.fillStyle = fill
      paper.fill(path)
    }
    if (stroke) {
      paper.strokeStyle = stroke
      paper.lineWidth = stress * width
      paper.setLineDash(dash as number[])
      line()
    }
    if ('sign' in one) paper.translate(-one.x, -one.y)
  }
}
