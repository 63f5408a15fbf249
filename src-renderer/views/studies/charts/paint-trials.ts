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
/** Signs lie about 0, 0 and are moved to their places: there are as many paths as there are signs, not trials. */
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

/** Goes along a line x, y, x, y, ... without a text in between; it is broken where a number is not finite. */
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
 * Sizes a canvas for the screen's pixels and empties it; null where there is nothing to paint on. Thousands of thin lines
 * are painted faster by the processor than by a graphics card, let alone by a processor that stands in for one: hence
 * `willReadFrequently`.
 * @param ratio of the screen's pixels to those of CSS
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
 * @param stress how much heavier their lines are
 * @param halo a colour painted around each, so that it is seen before the others
 */
export function paintTrials(paper: Paper, paths: readonly PlainPath[], stress = 1, halo: string | null = null) {
  // The joins of thin lines cannot be seen, and a hundred of them on a line take their time.
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
