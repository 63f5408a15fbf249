import type { TrialPath as Numbered } from './picture.ts'
import type { Size } from '../../../charts/use-drawing.ts'

type TrialPath = Omit<Numbered, 'number'>
type Paper = Pick<
  CanvasRenderingContext2D,
  'fill' | 'stroke' | 'setLineDash' | 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'globalAlpha' | 'lineJoin'
>
const known = new WeakMap<TrialPath, Path2D>()
const pathOf = (one: TrialPath): Path2D => {
  const path = known.get(one) ?? new Path2D(one.d)
  known.set(one, path)
  return path
}

/**
 * Sizes a canvas for the screen's pixels and empties it; null where there is nothing to paint on. Thousands of thin lines
 * are painted faster by the processor than by a graphics card, let alone by a processor that stands in for one: hence
 * `willReadFrequently`.
 */
export function cleared(canvas: HTMLCanvasElement | null, { width, height }: Size): CanvasRenderingContext2D | null {
  const paper = canvas?.getContext('2d', { willReadFrequently: true }) ?? null
  if (!canvas || !paper) return null
  const ratio = window.devicePixelRatio || 1
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
export function paintTrials(paper: Paper, paths: readonly TrialPath[], stress = 1, halo: string | null = null) {
  paper.lineJoin = 'round'
  for (const one of paths) {
    const { stroke, fill, width, dash, opacity } = one.pen
    const path = pathOf(one)
    if (halo !== null) {
      paper.globalAlpha = 1
      paper.strokeStyle = halo
      paper.lineWidth = stress * width + 3
      paper.setLineDash([])
      paper.stroke(path)
    }
    paper.globalAlpha = stress > 1 ? 1 : opacity
    if (fill) {
      paper.fillStyle = fill
      paper.fill(path)
    }
    if (stroke) {
      paper.strokeStyle = stroke
      paper.lineWidth = stress * width
      paper.setLineDash(dash as number[])
      paper.stroke(path)
    }
  }
}
