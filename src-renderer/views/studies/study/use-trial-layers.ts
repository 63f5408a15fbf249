import { onBeforeUnmount, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { chartTheme } from '../../../charts/theme.ts'
import { useDrawing } from '../../../charts/use-drawing.ts'
import type { Size } from '../../../charts/use-drawing.ts'
import type { LinkedTrials } from './linked-trials.ts'
import { cleared, paintTrials } from './paint-trials.ts'
import { nearestTrial, stillOption, trialsInside } from './picture.ts'
import type { Handle, Picture, TrialPath } from './picture.ts'

interface Layers {
  /** What lies behind the trials. */
  frame: Readonly<Ref<HTMLElement | null>>
  /** All trials. */
  all: Readonly<Ref<HTMLCanvasElement | null>>
  /** Those that are chosen, and the one under the cursor. */
  lit: Readonly<Ref<HTMLCanvasElement | null>>
}
/** The cursor takes hold of what is so near, CSS pixels. */
const reach = 14

/**
 * A picture in three layers, so that looking about redraws the topmost alone: the numbers that come in are drawn below,
 * at most once a frame.
 */
export function useTrialLayers(
  { frame, all, lit }: Layers,
  picture: () => Picture,
  { hovered, selected }: Pick<LinkedTrials, 'hovered' | 'selected'>,
) {
  let size: Size = { width: 0, height: 0 }
  let paths = new Map<number, TrialPath[]>()
  let over: readonly Omit<TrialPath, 'number'>[] = []
  let handles: readonly Handle[] | null = null
  /** How many trials are drawn. */
  const drawn = shallowRef(0)
  let request = 0

  const drawLit = () => {
    request = 0
    const paper = cleared(lit.value, size)
    if (!paper) return
    const of = (number: number) => paths.get(number) ?? []
    if (selected.value.size > 0) {
      paintTrials(paper, [...selected.value].flatMap(of), 1.5)
      paintTrials(paper, over)
    }
    if (hovered.value === null) return
    const theme = chartTheme()
    paintTrials(paper, of(hovered.value), 2, theme.text)
  }
  const { toPng, toSvg } = useDrawing(frame, {
    content: picture,
    option: (shown, theme, at) => shown.frame(theme, at),
    still: stillOption,
    drawn(shown, theme, at) {
      size = at
      handles = null
      over = shown.over?.(theme, at) ?? []
      const list = shown.trials(theme, at)
      paths = new Map()
      for (const path of list) {
        const known = paths.get(path.number)
        if (known) known.push(path)
        else paths.set(path.number, [path])
      }
      const paper = cleared(all.value, at)
      if (paper) {
        paintTrials(paper, list)
        paintTrials(paper, over)
      }
      drawLit()
      drawn.value = paths.size
    },
  })
  watch([hovered, selected], () => (request ||= requestAnimationFrame(drawLit)))
  onBeforeUnmount(() => cancelAnimationFrame(request))

  const held = () => (handles ??= picture().handles(size))
  return {
    drawn,
    toPng,
    toSvg,
    near: (x: number, y: number) => nearestTrial(held(), x, y, reach),
    inside: (loop: ArrayLike<number>) => trialsInside(held(), loop),
  }
}
